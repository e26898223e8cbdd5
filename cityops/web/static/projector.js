(function () {
  var D = JSON.parse(document.getElementById("data").textContent);
  var main = document.getElementById("main"), said = document.getElementById("said");
  var tag = "", ahead = 0, failed = 0;

  function poll() {
    var x = new XMLHttpRequest();
    x.open("GET", D.address, true);
    x.timeout = 8000;
    if (tag) x.setRequestHeader("If-None-Match", tag);
    x.onloadend = function () {
      if (x.status && x.getResponseHeader("Date")) ahead = Date.parse(x.getResponseHeader("Date")) - Date.now();
      if (x.status === 200) { tag = x.getResponseHeader("ETag"); main.innerHTML = x.responseText; tick(); }
      if (x.status === 404) { tag = ""; main.innerHTML = D.over; }
      failed = x.status === 200 || x.status === 304 || x.status === 404 ? 0 : failed + 1;
      said.textContent = failed > 2 ? D.lost : "";
      setTimeout(poll, x.status === 404 ? 5000 : 1000);
    };
    x.send();
  }
  function tick() {
    var left = document.getElementById("left"), s;
    if (!left) return;
    s = Math.max(0, Math.ceil(left.getAttribute("data-ends") - (Date.now() + ahead) / 1000));
    left.textContent = Math.floor(s / 60) + ":" + ("0" + s % 60).slice(-2);
  }
  setInterval(tick, 500);
  tick();
  poll();
})();
