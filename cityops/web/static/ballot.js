(function () {
  var D = JSON.parse(document.getElementById("data").textContent);
  var main = document.getElementById("main"), said = document.getElementById("said");
  var lang = D.lang, state = null, tag = "", joined = D.joined, over = false, note = "", offline = false;
  var pending = null, busy = false, failed = 0, drawn = "", ahead = 0, timer = 0, attempt = random();
  var box = "cityops." + D.code;

  function random() {
    var numbers = [Math.random(), Math.random(), Date.now()];
    if (window.crypto && crypto.getRandomValues) numbers = crypto.getRandomValues(new Uint32Array(4));
    return Array.prototype.join.call(numbers, "-");
  }
  function t(key, values) {
    return D.words[key].replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }
  function pick(pair) { return pair ? (lang === "zh" ? pair[1] || pair[0] : pair[0] || pair[1]) || "" : ""; }
  function keep(value) { try { localStorage.setItem(box, JSON.stringify(value)); } catch (_) { } }
  function kept() { try { return JSON.parse(localStorage.getItem(box)) || {}; } catch (_) { return {}; } }
  function el(name, inside, set) {
    var made = document.createElement(name), key;
    for (key in set || {}) made.setAttribute(key, set[key]);
    [].concat(inside || []).forEach(function (one) {
      made.appendChild(typeof one === "string" ? document.createTextNode(one) : one);
    });
    return made;
  }
  function ask(method, path, body, done) {
    var x = new XMLHttpRequest();
    x.open(method, D.base + path, true);
    x.timeout = 8000;
    if (body) x.setRequestHeader("Content-Type", "application/json");
    else if (tag) x.setRequestHeader("If-None-Match", tag);
    x.onloadend = function () {
      var got = {};
      try { got = JSON.parse(x.responseText); } catch (_) { }
      if (x.status && x.getResponseHeader("Date")) ahead = Date.parse(x.getResponseHeader("Date")) - Date.now();
      done(x.status, got, x);
    };
    x.send(body ? JSON.stringify(body) : null);
  }

  /* --- what is asked of the server --- */
  function poll() {
    clearTimeout(timer);
    if (!joined || over) return;
    ask("GET", "/state", null, function (status, got, x) {
      offline = !(status === 200 || status === 304 || status === 403 || status === 404);
      if (status === 200) { tag = x.getResponseHeader("ETag"); take(got); }
      if (status === 403) leave("");
      if (status === 404) over = true;
      draw();
      clearTimeout(timer);
      timer = setTimeout(poll, 1800 + Math.random() * 400);
    });
  }
  function take(got) {
    if (state && (got.ballot !== state.ballot || got.phase !== state.phase)) note = "";
    state = got;
    var old = kept().pending;
    if (!pending && old && old.ballot === state.ballot) { pending = old; send(); }
    if (pending && pending.ballot !== state.ballot) drop();
  }
  function drop() { pending = null; failed = 0; keep({ last: kept().last }); }
  function leave(why) { joined = false; state = null; tag = ""; note = why; drop(); }
  function press(answer) {
    var key = Math.max(Date.now(), (kept().last || 0) + 1);
    pending = { ballot: state.ballot, answer: answer, key: key };
    keep({ pending: pending, last: key });
    failed = 0; note = "";
    draw(); send();
  }
  function send() {
    if (busy || !pending) return;
    var sent = pending;
    busy = true;
    ask("POST", "/vote", sent, function (status, got) {
      busy = false;
      if (pending !== sent) return send();
      if (status === 200) { state.answer = got.answer; tag = ""; offline = false; drop(); }
      else if (status === 404) over = true;
      else if (status === 403) leave(pick(got.said));
      else if (status === 409 || status === 413 || status === 422) { note = pick(got.said); drop(); tag = ""; poll(); }
      else { failed += 1; offline = !status; setTimeout(send, Math.min(failed, 5) * 700); }
      draw();
    });
  }
  function join(group) {
    note = t("joining"); draw();
    ask("POST", "/join", { group: group, language: lang, attempt: attempt }, function (status, got) {
      if (status === 200) { joined = true; note = ""; draw(); poll(); }
      else if (status === 404) { over = true; draw(); }
      else if (status >= 400 && status < 500 && status !== 429) { note = pick(got.said); draw(); }
      else { note = t("offline"); draw(); setTimeout(function () { join(group); }, 1500); }
    });
  }

  /* --- what is shown --- */
  function draw() {
    var shown = JSON.stringify([joined, over, joined && state]);
    if (shown !== drawn) {
      drawn = shown;
      var held = document.activeElement && document.activeElement.id;
      main.textContent = "";
      (over ? [el("h1", t("ended"))] : joined ? (state ? room() : []) : entrance()).forEach(function (one) {
        main.appendChild(one);
      });
      if (held && document.getElementById(held)) document.getElementById(held).focus();
    }
    mark(); tell(); tick();
  }
  function entrance() {
    var groups = D.groups.concat(D.groups.length ? [["", t("none")]] : []);
    var form = el("form", groups.length ? [el("fieldset", [el("legend", t("group"))].concat(groups.map(function (g, n) {
      var set = { type: "radio", name: "group", value: g[0], id: "g" + n, required: "" };
      return el("label", [el("input", "", set), el("span", g[1])], { "class": "pick", "for": "g" + n });
    })))] : []);
    form.appendChild(el("button", t("join"), { "class": "main", id: "join" }));
    form.onsubmit = function (event) {
      var chosen = form.querySelector("input:checked");
      event.preventDefault();
      if (chosen || !groups.length) join(chosen ? chosen.value : "");
    };
    return [el("h1", D.name || t("join")), el("p", t("secret"), { "class": "sub" })]
      .concat(D.illustrative ? [el("p", t("illustrative"), { "class": "sub" })] : [], [form]);
  }
  function words(answer) {
    if (answer === "unknown") return t("unknown");
    var found = state.levels.filter(function (one) { return String(one[0]) === answer; })[0];
    if (state.trial) return t("trial_" + answer);
    return found && pick([found[1], found[2]]) || t("level", { n: answer });
  }
  function brief(answer) { return answer === "unknown" ? "? " + t("unknown") : state.trial ? words(answer) : t("level", { n: answer }); }
  function room() {
    var s = state, asked = s.item !== "", answers = ["1", "2", "3", "4", "5"], parts = [];
    if (!asked || s.phase === "lobby") return [el("h1", t("lobby")), el("p", t("secret"), { "class": "sub" })];
    var tags = [s.trial ? t("trial") : s.item].concat(s.trial ? [] : [t(s.aspect)], s.round > 1 ? [t("round", { n: s.round })] : []);
    parts.push(el("ul", tags.map(function (one) { return el("li", one); }).concat([el("li", "", { id: "left", hidden: "" })]), { "class": "tags" }));
    parts.push(el("h1", s.trial ? t("trial_question") : pick(s.title)));
    if (!s.trial) parts.push(el("p", pick(s.question)));
    if (s.phase === "voting") {
      parts.push(el("p", t("voting"), { "class": "sub" }));
      answers.concat(["unknown"]).forEach(function (answer) {
        var one = el("button", [el("b", answer === "unknown" ? "?" : answer), el("span", [words(answer), el("i", "")])], { "class": "vote", type: "button", id: "v" + answer });
        one.onclick = function () { press(answer); };
        parts.push(one);
      });
    } else if (s.phase === "question") {
      parts.push(el("p", t("question"), { "class": "sub" }));
      parts.push(el("ol", answers.map(function (answer) { return el("li", [el("b", answer), el("span", words(answer))]); })));
    } else {
      parts.push(el("p", el("strong", t(s.phase))));
      if (s.ballot) parts.push(el("p", s.answer ? t("yours", { answer: brief(s.answer) }) : t("nothing")));
    }
    return parts;
  }
  function mark() {
    var chosen = pending ? pending.answer : state && state.answer;
    [].forEach.call(main.querySelectorAll(".vote"), function (one) {
      var is = one.id === "v" + chosen;
      one.setAttribute("aria-pressed", is);
      one.className = "vote" + (is && pending ? " wait" : "");
      one.querySelector("i").textContent = is ? (pending ? t("sending") : "✓ " + t("counts")) : "";
    });
  }
  function tell() {
    var isOpen = joined && !over && state && state.phase === "voting", text = note;
    if (!text && isOpen && pending && failed) text = t("pending", { answer: brief(pending.answer) });
    else if (!text && offline && joined && !over) text = t("offline");
    else if (!text && isOpen && !pending && state.answer) text = t("voted", { answer: brief(state.answer) });
    if (said.textContent !== text) said.textContent = text;
    said.className = note || offline || failed ? "bad" : "";
  }
  function tick() {
    var left = document.getElementById("left"), s;
    if (!left) return;
    s = state.ends ? Math.max(0, Math.ceil(state.ends - (Date.now() + ahead) / 1000)) : 0;
    left.hidden = !s;
    left.textContent = s ? t("left", { time: Math.floor(s / 60) + ":" + ("0" + s % 60).slice(-2) }) : "";
  }
  window.addEventListener("online", function () { poll(); send(); });
  window.addEventListener("focus", poll);
  setInterval(tick, 1000);
  draw();
  poll();
})();
