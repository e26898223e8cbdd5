(function () {
  var D = JSON.parse(document.getElementById("data").textContent);
  var main = document.getElementById("main"), said = document.getElementById("said");
  var root = document.documentElement, base = "min(2.2vw,3.9vh)";
  var tag = "", ahead = 0, failed = 0;

  function poll() {
    var x = new XMLHttpRequest();
    x.open("GET", D.address, true);
    x.timeout = 8000;
    if (tag) x.setRequestHeader("If-None-Match", tag);
    x.onloadend = function () {
      if (x.status && x.getResponseHeader("Date")) ahead = Date.parse(x.getResponseHeader("Date")) - Date.now();
      if (x.status === 200) { tag = x.getResponseHeader("ETag"); main.innerHTML = x.responseText; tick(); fit(); }
      if (x.status === 404) { tag = ""; main.innerHTML = D.over; fit(); }
      failed = x.status === 200 || x.status === 304 || x.status === 404 ? 0 : failed + 1;
      said.textContent = failed > 2 ? D.lost : "";
      setTimeout(poll, x.status === 404 ? 5000 : 1000);
    };
    x.send();
  }
  /* Nobody scrolls a wall: what is read is as large as there is room for, and nothing is cut off. */
  function fit() {
    var sizes = [1.5, 1.4, 1.3, 1.2, 1.1, 1, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58], n = 0;
    do {
      root.style.setProperty("--grow", Math.max(1, sizes[n]));
      root.style.fontSize = sizes[n] < 1 ? "calc(" + sizes[n] + "*" + base + ")" : "";
      n += 1;
    } while (n < sizes.length && root.scrollHeight > innerHeight);
  }
  function tick() {
    var left = document.getElementById("left"), s;
    if (!left) return;
    s = Math.max(0, Math.ceil(left.getAttribute("data-ends") - (Date.now() + ahead) / 1000));
    left.textContent = Math.floor(s / 60) + ":" + ("0" + s % 60).slice(-2);
  }
  addEventListener("resize", fit);
  setInterval(tick, 500);
  tick();
  fit();
  poll();
})();
