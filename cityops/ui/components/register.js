// A table that many people edit at once. What somebody typed goes into an outbox and stays there until the server
// has said what became of it; nothing that comes in touches a cell that is being written on.
// data: { ack, answers, sheet, fixed, key }: `sheet` and `fixed` are JSON texts, read anew only when they differ.
const SAVE_AFTER = 500;

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const root = parentElement.querySelector(".register");
  const state = (root.state ??= begin(root, data));
  state.send = () => setStateValue("outbox", state.outbox);
  if (state.fixedText !== data.fixed) redeclare(state, data);
  if (state.sheetText !== data.sheet) takeRows(state, data);
  hear(state, data);
  restore(state, data);
  draw(state);
}

function begin(root, data) {
  return { root, outbox: [], seq: data.ack, heard: data.ack, rows: new Map(), cells: new Map(), restored: false };
}

function redeclare(state, data) {
  state.fixedText = data.fixed;
  state.fixed = JSON.parse(data.fixed);
  state.sheetText = undefined;
  state.rows.clear();
  state.cells.clear();
  state.root.replaceChildren();
  state.status = make("p", "status", { role: "status" });
  state.table = make("table", "", { role: "table", "aria-label": state.fixed.label });
  const head = make("tr", "", { role: "row" });
  head.append(make("th", "first", { role: "columnheader", scope: "col" }, state.fixed.first));
  for (const column of state.fixed.columns) {
    const th = make("th", column.kind, { role: "columnheader", scope: "col" }, column.label);
    if (column.about) th.title = column.about;
    head.append(th);
  }
  const top = make("thead", "", { role: "rowgroup" });
  top.append(head);
  state.body = make("tbody", "", { role: "rowgroup" });
  state.table.append(top, state.body);
  state.root.append(state.status, state.table);
}

function takeRows(state, data) {
  state.sheetText = data.sheet;
  const { rows, open } = JSON.parse(data.sheet);
  if (state.open !== undefined && state.open !== open) { state.rows.clear(); state.cells.clear(); state.body.replaceChildren(); }
  state.open = open;
  const wanted = new Set(rows.map((row) => row.id));
  for (const [id, known] of state.rows) if (!wanted.has(id)) drop(state, id, known);
  let group = null, after = null;
  for (const row of rows) {
    if (row.group !== group) after = place(state, after, groupLine(state, (group = row.group)));
    let known = state.rows.get(row.id);
    if (!known) state.rows.set(row.id, (known = newRow(state, row)));
    known.before = known.row;
    known.row = row;
    after = place(state, after, known.line);
    for (const column of state.fixed.columns) show(state, state.cells.get(key(row.id, column.id)), known);
  }
}

function place(state, after, line) {
  const there = after ? after.nextElementSibling : state.body.firstElementChild;
  if (there !== line) state.body.insertBefore(line, there);
  return line;
}

function groupLine(state, name) {
  const id = "group " + name;
  const known = [...state.body.querySelectorAll("tr.group")].find((line) => line.dataset.id === id);
  if (known) return known;
  const line = make("tr", "group", { role: "row" });
  line.dataset.id = id;
  line.append(make("th", "", { role: "rowheader", scope: "colgroup", colspan: state.fixed.columns.length + 1 }, name));
  return line;
}

function drop(state, id, known) {
  known.line.remove();
  state.rows.delete(id);
  for (const column of state.fixed.columns) state.cells.delete(key(id, column.id));
}

function newRow(state, row) {
  const line = make("tr", row.level ? "part" : "", { role: "row" });
  const head = make("th", "first", { role: "rowheader", scope: "row" });
  head.append(make("span", "code", {}, row.code), make("span", "title", {}, row.title));
  line.append(head);
  for (const column of state.fixed.columns) {
    const td = make("td", column.kind, { role: "cell" });
    const cell = { row: row.id, column, td, dirty: false, pending: 0 };
    td.append(make("span", "label", { "aria-hidden": "true" }, column.label));
    if (!state.open) td.append((cell.text = make("div", "read")));
    else if (column.kind === "list") listCell(state, cell, row);
    else inputCell(state, cell, row);
    td.append((cell.mark = make("span", "mark", { "aria-hidden": "true" })));
    state.cells.set(key(row.id, column.id), cell);
    line.append(td);
  }
  return { line, row };
}

function inputCell(state, cell, row) {
  const { column } = cell, name = `${row.code} ${row.title}: ${column.label}`;
  if (column.kind === "choice") {
    cell.input = make("select", "", { "aria-label": name });
    for (const choice of column.choices) cell.input.append(new Option(choice.label, choice.value));
  } else {
    cell.input = make("textarea", "", { "aria-label": name, rows: 1, maxlength: column.most });
  }
  listen(state, cell);
  cell.td.append(cell.input);
}

function listCell(state, cell, row) {
  cell.list = make("ul", "pieces");
  cell.input = make("textarea", "", { "aria-label": `${row.code} ${row.title}: ${cell.column.add}`, rows: 1,
    maxlength: cell.column.most, placeholder: cell.column.add });
  listen(state, cell);
  cell.td.append(cell.list, cell.input);
}

function listen(state, cell) {
  const input = cell.input, isChoice = cell.column.kind === "choice";
  input.addEventListener(isChoice ? "change" : "input", () => {
    touch(state, cell);
    if (isChoice) { clearTimeout(cell.timer); cell.timer = setTimeout(() => commit(state, cell), SAVE_AFTER); }
    else grow(input);
  });
  input.addEventListener("blur", () => {
    commit(state, cell);
    show(state, cell, state.rows.get(cell.row), true);
  });
  input.addEventListener("keydown", (event) => pressed(state, cell, event));
}

function pressed(state, cell, event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const isChoice = cell.column.kind === "choice";
  if (event.key === "Enter" && (isChoice || !event.shiftKey)) {
    event.preventDefault();
    commit(state, cell);
    step(state, cell, event.shiftKey ? -1 : 1);
  } else if (event.key === "Escape") {
    if (cell.dirty) takeTheirs(state, cell);
  } else if (isChoice) {
    const chosen = cell.column.choices.find((choice) => choice.keys.includes(event.key));
    if (!chosen) return;
    event.preventDefault();
    cell.input.value = chosen.value;
    cell.input.dispatchEvent(new Event("change"));
  }
}

function step(state, cell, by) {
  const ids = [...state.body.querySelectorAll("tr")].map((line) => [...state.rows].find(([, row]) => row.line === line)?.[0]);
  const there = ids.filter((id) => id !== undefined);
  const next = state.cells.get(key(there[there.indexOf(cell.row) + by] ?? cell.row, cell.column.id));
  next.input.focus();
  next.input.select?.();
}

// The version that a text is written upon is the one whose value was shown when the first letter was typed.
function touch(state, cell) {
  if (!cell.dirty && !cell.pending) cell.base = cell.seen ?? state.rows.get(cell.row).row.version;
  cell.dirty = true;
  if (cell.note) cell.note.kept = false;
  remember(state);
  draw(state);
}

function commit(state, cell, isMeant = false) {
  clearTimeout(cell.timer);
  if (!cell.dirty || (cell.note?.kept && !isMeant)) return;
  const value = cell.input.value.trim(), isList = cell.column.kind === "list";
  if (isList ? !value : !cell.pending && !cell.note && value === known(state, cell)) return settle(state, cell);
  cell.dirty = false;
  dismiss(cell);
  post(state, cell, isList ? "add" : "set", value);
}

function post(state, cell, act, value) {
  cell.pending += 1;
  state.outbox.push({ seq: (state.seq += 1), row: cell.row, column: cell.column.id, act, value, base: cell.base });
  remember(state);
  state.send();
  draw(state);
}

function hear(state, data) {
  if (data.ack <= state.heard) return;
  for (const entry of state.outbox.filter((one) => one.seq <= data.ack)) {
    const cell = state.cells.get(key(entry.row, entry.column));
    if (!cell) continue;
    cell.pending = Math.max(0, cell.pending - 1);
    const answer = data.answers.find((one) => one.seq === entry.seq);
    if (answer) object(state, cell, entry, answer);
    else if (!cell.pending && !cell.dirty) saved(state, cell);
  }
  state.outbox = state.outbox.filter((one) => one.seq > data.ack);
  state.heard = data.ack;
  state.seq = Math.max(state.seq, data.ack);
  remember(state);
}

// A text that was not taken stays in its cell, marked, with what stands in the store and what can be done.
function object(state, cell, entry, answer) {
  const isText = entry.act !== "remove";
  if (!cell.dirty && cell.input && isText) { cell.input.value = entry.value; grow(cell.input); }
  cell.dirty = cell.dirty || isText;
  dismiss(cell);
  cell.note = make("div", "note", { role: "group" });
  cell.note.kept = true;
  cell.note.clashes = answer.clash && isText;
  cell.note.sentence = answer.sentence;
  cell.td.append(cell.note);
  tell(state, cell);
}

// What is written from here on is written upon the value that the note names.
function tell(state, cell) {
  const { note, column } = cell, { words } = state.fixed, refocus = (work) => () => { work(state, cell, true); cell.input.focus(); };
  const yours = said(column, cell.input.value.trim()) || "–", theirs = said(column, known(state, cell)) || "–";
  const filled = (text) => text.replace("{yours}", () => yours).replace("{theirs}", () => theirs);
  cell.base = state.rows.get(cell.row).row.version;
  note.replaceChildren(make("p", "", {}, note.clashes ? filled(words.clash) : note.sentence));
  if (note.clashes) note.append(button(filled(words.keep), refocus(commit)), button(filled(words.take), refocus(takeTheirs)));
  else note.append(button(words.drop, refocus(takeTheirs)));
}

function takeTheirs(state, cell) {
  clearTimeout(cell.timer);
  settle(state, cell);
}

function settle(state, cell) {
  cell.dirty = false;
  dismiss(cell);
  if (cell.list) cell.input.value = "";
  if (!cell.pending) show(state, cell, state.rows.get(cell.row), true);
  remember(state);
  draw(state);
}

function dismiss(cell) {
  cell.note?.remove();
  cell.note = undefined;
}

function saved(state, cell) {
  if (cell.column.kind === "list") cell.input.value = "";
  show(state, cell, state.rows.get(cell.row), true, false);
  cell.td.dataset.saved = "yes";
  setTimeout(() => { delete cell.td.dataset.saved; draw(state); }, 2500);
}

const known = (state, cell) => state.rows.get(cell.row).row.values[cell.column.id] ?? "";

// Shows what stands in the store, unless somebody writes here, is about to, or waits for an answer: a text that
// changed under the caret would run into what is typed next.
function show(state, cell, { row, before }, isOwn = false, isForced = isOwn) {
  if (cell.list || (cell.text && cell.column.kind === "list")) return pieces(state, cell, row);
  const value = row.values[cell.column.id] ?? "";
  const isNew = !isOwn && before && (before.values[cell.column.id] ?? "") !== value;
  if (cell.text) { cell.text.textContent = said(cell.column, value) || "–"; }
  else if (cell.dirty || cell.pending) {
    if (isNew && cell.note?.clashes) tell(state, cell);
    else if (isNew && cell.dirty) cell.td.dataset.elsewhere = "yes";
    return;
  } else if (!isForced && cell.input.value !== value && isWritten(cell.input)) {
    cell.td.dataset.elsewhere = "yes";
    return;
  } else {
    delete cell.td.dataset.elsewhere;
    cell.seen = row.version;
    if (cell.input.value !== value) { cell.input.value = value; grow(cell.input); }
    cell.td.dataset.value = value;
  }
  if (isNew) flash(cell);
}

const isWritten = (input) => input.tagName === "TEXTAREA" && input.getRootNode().activeElement === input;

const said = (column, value) => column.choices?.find((choice) => choice.value === value)?.label ?? value;

function flash(cell) {
  cell.td.dataset.fresh = "yes";
  setTimeout(() => delete cell.td.dataset.fresh, 2500);
}

function pieces(state, cell, row) {
  const there = row.pieces[cell.column.id] ?? [], said = JSON.stringify(there);
  if (cell.shown === said) return;
  cell.shown = said;
  const list = cell.list ?? make("ul", "pieces");
  list.replaceChildren(...there.map((piece) => {
    const item = make("li");
    if (piece.link) item.append(make("a", "", { href: piece.link, target: "_blank", rel: "noopener noreferrer" }, piece.text));
    else item.append(make("span", "", {}, piece.text));
    if (state.open) {
      const out = button("×", () => { cell.base = piece.version; post(state, cell, "remove", piece.id); });
      out.setAttribute("aria-label", `${state.fixed.words.remove}: ${piece.text}`);
      out.className = "out";
      item.append(out);
    }
    return item;
  }));
  list.hidden = there.length === 0;
  if (cell.text) cell.text.replaceChildren(there.length ? list : "–");
}

function grow(input) {
  if (input.tagName !== "TEXTAREA") return;
  input.style.height = "auto";
  if (input.scrollHeight) input.style.height = `${input.scrollHeight + 2}px`;
}

function draw(state) {
  let waiting = 0, open = 0;
  for (const cell of state.cells.values()) {
    const kind = cell.note ? "clash" : cell.pending ? "sending" : cell.dirty ? "dirty" : cell.td.dataset.saved ? "saved" : "";
    cell.td.dataset.state = kind;
    cell.mark.textContent = { clash: "!", sending: "…", dirty: "✎", saved: "✓" }[kind] ?? "";
    waiting += cell.pending > 0;
    open += Boolean(cell.note);
  }
  const { words } = state.fixed;
  const line = !state.open ? words.closed
    : open ? words.clashes.replace("{n}", open) : waiting ? words.sending.replace("{n}", waiting) : words.saved;
  if (state.status.textContent !== line) state.status.textContent = line;
  state.status.dataset.state = open ? "clash" : waiting ? "sending" : "";
}

// What was typed and not yet taken outlives a reload of the tab, and nothing else: it is the tab's own storage.
function remember(state) {
  const drafts = [...state.cells.values()].filter((cell) => cell.dirty).map((cell) => ({
    row: cell.row, column: cell.column.id, value: cell.input.value, base: cell.note ? 0 : cell.base, isDraft: true }));
  try { sessionStorage.setItem(state.place, JSON.stringify([...state.outbox, ...drafts])); } catch { /* without a storage */ }
}

function restore(state, data) {
  if (state.restored || !state.open) return;
  state.restored = true;
  state.place = `register ${data.key}`;
  let left = [];
  try { left = JSON.parse(sessionStorage.getItem(state.place) ?? "[]"); } catch { /* nothing that can be read */ }
  for (const entry of left) {
    const cell = state.cells.get(key(entry.row, entry.column));
    if (!cell) continue;
    if (entry.act !== "remove") cell.input.value = entry.value;
    cell.base = entry.base;
    cell.dirty = cell.dirty || Boolean(entry.isDraft);
    if (entry.isDraft) continue;
    cell.pending += 1;
    state.outbox.push({ ...entry, seq: (state.seq += 1) });
  }
  if (state.outbox.length) state.send();
  requestAnimationFrame(() => state.cells.forEach((cell) => cell.input && grow(cell.input)));
}

const key = (row, column) => `${row}\n${column}`;

function button(text, work) {
  const made = make("button", "", { type: "button" }, text);
  made.onclick = work;
  return made;
}

function make(tag, kind = "", attributes = {}, text = "") {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text) made.textContent = text;
  return made;
}
