// The view of the quotation reviewer. It shows what the kernel says and tells the kernel what was asked for; it decides
// and keeps nothing. All that comes from an article is put in as text. Offsets are those of JavaScript, UTF-16 code
// units; the kernel turns them into code points.

const WORD = /[\p{L}\p{M}\p{N}_]+/gu;
const LETTER = /\P{M}\p{M}*/gu;
const TYPED = "input, select, textarea";
const PATIENCE = 10000; // milliseconds until the reader is told that no answer comes

// An element with attributes and children; a child that is a string becomes text, never markup.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

// Where the matches of a pattern stand in a text.
const places = (pattern, text) => [...text.matchAll(pattern)].map((found) => [found.index, found.index + found[0].length]);

function render({ model, el }) {
  const words = model.get("words");
  const choices = model.get("choices"); // label: [[value, name], …]
  let view = null; // what the kernel said last
  let picked = null; // the id of the relation that is chosen
  let chosen = null; // what is selected: field, start, end
  let heard = 0; // the timer that runs until an answer comes
  const fields = {}; // of title and text: the whole text, its element, and where each of its texts begins

  const place = make("span", { class: "place" });
  const about = make("span", { class: "about" });
  const progress = make("span", { class: "tally" });
  const error = make("p", { class: "error", role: "alert" });
  const warning = make("p", { class: "warning" });
  const said = make("p", { class: "said", role: "status" });
  const reading = make("div", { class: "reading" });
  const list = make("ul", { class: "list", role: "listbox", tabindex: "0", "aria-label": words.relations });
  const details = make("form", { class: "details", "aria-label": words.details });
  const selected = make("bdi", { class: "selected" });
  const done = button("done", "done", "D");
  const help = make("div", { class: "help", hidden: true });
  const names = make("datalist", { id: `tk-names-${Math.floor(Math.random() * 1e9)}` });
  const root = make(
    "section",
    { class: "tk-review", dir: words.dir, lang: words.lang, "aria-label": words.region },
    make("header", {}, make("strong", {}, place), about, progress),
    make(
      "div",
      { class: "tools", role: "toolbar", "aria-label": words.region },
      button("previous", "previous", "P"),
      button("next", "next", "N"),
      done,
      button("accept_rest", "accept_rest", "Shift+A"),
      button("undo", "undo", "Z"),
      button("add", "add", "M", add),
      button("help", "help", "H", toggleHelp),
    ),
    help,
    warning,
    error,
    make("div", { class: "panes" }, make("div", { class: "pane" }, legend(), reading, selected), make("div", { class: "pane" }, list, details)),
    said,
    names,
  );
  fillHelp();

  function button(name, label, key, action) {
    return make(
      "button",
      {
        type: "button",
        "data-focus": `tool-${name}`,
        "aria-keyshortcuts": key,
        onmousedown: (event) => event.preventDefault(), // a click takes neither the selection nor the focus away
        onclick: action || (() => tell({ do: name, id: picked })),
      },
      words[label],
      make("kbd", { "aria-hidden": "true" }, key),
    );
  }

  function legend() {
    const samples = choices.kind.map(([value, name]) => make("span", { class: `tk-${value}` }, name));
    for (const part of ["cue", "source"]) samples.push(make("span", { class: `tk-${part}` }, words[part]));
    return make("p", { class: "legend" }, ...samples.flatMap((sample) => [sample, " "]));
  }

  // what is told and heard

  function tell(message) {
    clearTimeout(heard);
    heard = setTimeout(() => (error.textContent = words.lost), PATIENCE);
    model.send({ article: view ? view.article.id : undefined, ...message });
  }

  function hear(message) {
    if (!message || !message.article) return;
    clearTimeout(heard);
    const before = view;
    view = message;
    picked = view.picked;
    const focused = root.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    const scroll = reading.scrollTop;
    draw();
    reading.scrollTop = before && before.article.id === view.article.id ? scroll : 0;
    choose(picked, !before || before.picked !== picked || before.article.id !== view.article.id);
    if (focused) (root.querySelector(`[data-focus="${focused}"]`) || list).focus({ preventScroll: true });
  }

  // what is shown

  function draw() {
    const { article } = view;
    place.textContent = words.article.replace("{place}", article.place).replace("{count}", article.count);
    if (article.done) place.textContent += ` · ${words.done_mark}`;
    const facts = [article.outlet, article.published, article.id].filter(Boolean);
    about.replaceChildren(...facts.flatMap((fact, at) => (at ? [" · ", make("bdi", {}, fact)] : [make("bdi", {}, fact)])));
    progress.textContent = view.progress;
    error.textContent = view.error;
    warning.textContent = view.warning;
    said.textContent = view.said;
    done.firstChild.textContent = article.done ? words.reopen : words.done;
    for (const name of Object.keys(fields)) delete fields[name];
    reading.replaceChildren(...view.fields.map(drawField));
    list.replaceChildren(...(view.items.length ? view.items.map(option) : [make("li", { class: "none" }, words.none)]));
    names.replaceChildren(...view.speakers.map((name) => make("option", { value: name })));
    chosen = null;
    showChosen();
  }

  function drawField(field) {
    const element = make("div", {
      class: `field ${field.name}`,
      "data-focus": field.name,
      role: "textbox",
      "aria-readonly": "true",
      "aria-multiline": "true",
      "aria-label": field.name === "title" ? words.title : words.text_hint,
      tabindex: "0",
      lang: "ar",
      dir: "rtl",
      onkeydown: (event) => moveIn(field.name, event),
      onclick: (event) => pickAt(event),
    });
    const texts = [];
    let whole = "";
    for (const piece of field.pieces) {
      if (piece.break) {
        whole += piece.break;
        continue;
      }
      const line = make("p", { dir: piece.dir });
      for (const segment of piece.segments) {
        const node = document.createTextNode(segment.text);
        texts.push({ start: whole.length, node });
        whole += segment.text;
        line.append(segment.of ? marked(segment, node) : node);
      }
      element.append(line);
    }
    fields[field.name] = { element, texts, whole };
    return element;
  }

  function marked(segment, node) {
    const mark = make("mark", { class: segment.look || false, "data-number": segment.number });
    mark.dataset.of = JSON.stringify(segment.of);
    mark.append(node);
    return mark;
  }

  function option(item) {
    const name = choices.kind.find(([value]) => value === item.kind);
    const what = item.contents.join(" … ");
    return make(
      "li",
      {
        role: "option",
        id: `${names.id}-${item.number}`,
        class: item.verdict,
        "data-id": item.id,
        onclick: () => {
          choose(item.id, true);
          list.focus({ preventScroll: true });
        },
      },
      make("span", { class: "head" }, make("b", {}, String(item.number)), " ", name ? name[1] : item.kind, make("span", { class: "verdict" }, words[item.verdict])),
      make("span", { class: "who", dir: "rtl" }, make("bdi", {}, item.speaker || words.absent), " · ", make("bdi", { class: "tk-cue" }, item.cue || words.absent)),
      make("span", { class: "what", dir: "rtl" }, make("bdi", {}, what.length > 90 ? `${what.slice(0, 90)}…` : what)),
    );
  }

  const current = () => view && view.items.find((item) => item.id === picked);

  // Marks one relation in the text and in the list, and shows its details.
  function choose(id, scroll) {
    picked = id;
    const item = current();
    for (const mark of root.querySelectorAll("mark")) {
      const roles = item ? JSON.parse(mark.dataset.of).filter(([number]) => number === item.number) : [];
      for (const role of ["content", "source", "cue"]) mark.classList.toggle(`on-${role}`, roles.some((each) => each[1] === role));
    }
    for (const each of list.querySelectorAll("[role=option]")) each.setAttribute("aria-selected", String(each.dataset.id === id));
    const here = list.querySelector("[aria-selected=true]");
    if (here) list.setAttribute("aria-activedescendant", here.id);
    else list.removeAttribute("aria-activedescendant");
    if (here) into(list, here);
    const first = root.querySelector(".on-cue, .on-content, .on-source");
    if (scroll && first) into(reading, first);
    drawDetails(item);
  }

  // Scrolls a pane and nothing around it.
  function into(pane, element) {
    const outer = pane.getBoundingClientRect();
    const inner = element.getBoundingClientRect();
    if (inner.top < outer.top) pane.scrollTop += inner.top - outer.top - 8;
    else if (inner.bottom > outer.bottom) pane.scrollTop += Math.min(inner.bottom - outer.bottom + 8, inner.top - outer.top - 8);
  }

  function drawDetails(item) {
    const focused = details.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    if (!item) {
      details.replaceChildren(make("p", { class: "none" }, words.nothing_chosen));
      return;
    }
    const act = (name, key) => button(name, name, key, () => tell({ do: name, id: item.id }));
    const evidence = [];
    if (item.rule) evidence.push(`${words.rule} ${item.rule}`);
    if (item.confidence) evidence.push(`${words.confidence} ${item.confidence}`);
    if (item.flags.length) evidence.push(`${words.flags}: ${item.flags.join(", ")}`);
    details.replaceChildren(
      make("p", { class: "acts" }, make("b", {}, `${item.number} · ${words[item.verdict]}`), act("accept", "A"), act("reject", "R"), act("reset", "U")),
      part(item, "cue", [item.cue], "C"),
      part(item, "source", [item.source], "S"),
      part(item, "content", item.contents.length ? item.contents : [null], "T"),
      make("div", { class: "labels" }, ...["kind", "complement", "speaker", "type", "sector", "gender", "via"].map((name) => label(item, name))),
      make("p", { class: "evidence", dir: "auto" }, evidence.join(" · ")),
    );
    if (focused) (details.querySelector(`[data-focus="${focused}"]`) || list).focus({ preventScroll: true });
  }

  function part(item, name, texts, key) {
    const lines = texts.map((text, at) =>
      make(
        "span",
        { class: "words", dir: "rtl" },
        make("bdi", { lang: "ar" }, text === null ? words.absent : text),
        text === null || (name === "content" && texts.length === 1)
          ? null
          : make("button", { type: "button", class: "small", "data-focus": `un-${name}-${at}`, "aria-label": `${words.remove}: ${words[name]} ${at + 1}`, onclick: () => tell({ do: "unspan", id: item.id, part: name, place: at }) }, "×"),
      ),
    );
    return make(
      "div",
      { class: "part", role: "group", "aria-label": words[name] },
      make("span", { class: "name" }, words[name]),
      make("span", { class: "texts" }, ...lines),
      small(`set-${name}`, words.set, `${words[name]}: ${words.set}`, key, () => span(name, false)),
      name === "content" ? small("more", words.more, words.more, "Shift+T", () => span(name, true)) : null,
    );
  }

  function small(name, text, label, key, action) {
    return make(
      "button",
      { type: "button", class: "small", "data-focus": name, "aria-label": label, "aria-keyshortcuts": key, onmousedown: (event) => event.preventDefault(), onclick: action },
      text,
      make("kbd", { "aria-hidden": "true" }, key),
    );
  }

  function label(item, name) {
    const change = (event) => tell({ do: "label", id: item.id, name, value: event.target.value || null });
    let field;
    if (name in choices) {
      const needed = ["kind", "type", "sector"].includes(name);
      const options = [...(needed ? [] : [["", words.absent]]), ...choices[name]];
      field = make("select", { "data-focus": `label-${name}`, "aria-label": words[name], onchange: change }, ...options.map(([value, text]) => make("option", { value, selected: value === item[name] }, text)));
    } else {
      field = make("input", { "data-focus": `label-${name}`, "aria-label": words[name], dir: "rtl", lang: "ar", value: item[name], list: name === "speaker" ? names.id : null, maxlength: 300, autocomplete: "off", onchange: change });
    }
    return make("label", { class: name }, make("span", {}, words[name]), field);
  }

  function fillHelp() {
    const rows = [
      ["J ↓", "next_item"], ["K ↑", "previous_item"], ["A", "accept"], ["R", "reject"], ["U", "reset"], ["Shift+A", "rest"],
      ["F", "text"], ["C", "cue"], ["S", "source"], ["T", "content"], ["Shift+T", "more"], ["M", "add"], ["1 2 3 4", "kind"],
      ["E", "edit"], ["D", "done"], ["N", "next"], ["P", "previous"], ["Z", "undo"], ["H", "help"],
    ];
    const list = make("dl", {}, ...rows.map(([keys, name]) => make("div", {}, make("dt", {}, ...keys.split(" ").map((key) => make("kbd", {}, key))), make("dd", {}, words[`key_${name}`]))));
    help.replaceChildren(make("b", {}, words.help_title), list, make("p", {}, `${words.text_hint} ${words.keys_note}`), make("p", {}, make("bdi", {}, model.get("saved"))));
  }

  function toggleHelp() {
    help.hidden = !help.hidden;
    root.querySelector('[data-focus="tool-help"]').setAttribute("aria-expanded", String(!help.hidden));
  }

  // what is selected

  // The place in a field's text that a place in the page is; null where it is none.
  function offsetOf(field, node, at) {
    const { element, texts, whole } = fields[field];
    if (!element.contains(node)) return null;
    if (node.nodeType === Node.TEXT_NODE) {
      const text = texts.find((each) => each.node === node);
      return text ? text.start + at : null;
    }
    // between elements: the text that begins there, else the end of all
    const point = document.createRange();
    point.setStart(node, at);
    const next = texts.find((each) => point.comparePoint(each.node, 0) >= 0);
    return next ? next.start : whole.length;
  }

  function selection() {
    const now = document.getSelection();
    if (!now || !now.rangeCount) return null;
    const range = now.getRangeAt(0);
    for (const field of Object.keys(fields)) {
      const start = offsetOf(field, range.startContainer, range.startOffset);
      const end = offsetOf(field, range.endContainer, range.endOffset);
      if (start !== null && end !== null) return { field, start, end };
      // it may begin in the text and end behind it
      if (start !== null && !root.contains(range.endContainer)) return { field, start, end: fields[field].whole.length };
    }
    return null;
  }

  function onSelection() {
    const now = selection();
    if (!now) return;
    chosen = now.start < now.end ? now : null;
    showChosen();
  }

  function showChosen() {
    selected.textContent = chosen ? fields[chosen.field].whole.slice(chosen.start, chosen.end) : "";
  }

  function select(field, start, end) {
    const { texts } = fields[field];
    const at = (offset, isEnd) => {
      const text = texts.findLast((each) => (isEnd ? each.start < offset : each.start <= offset)) || texts[0];
      return [text.node, Math.min(offset - text.start, text.node.length)];
    };
    document.getSelection().setBaseAndExtent(...at(start, false), ...at(end, true));
    chosen = { field, start, end };
    showChosen();
    const range = document.getSelection().getRangeAt(0);
    into(reading, range);
  }

  function span(part, more) {
    tell({ do: "span", id: picked, part, more, ...(chosen || {}) });
  }

  function add() {
    tell({ do: "add", ...(chosen || {}) });
  }

  function pickAt(event) {
    const mark = event.target.closest("mark");
    const now = document.getSelection();
    if (!mark || (now && !now.isCollapsed)) return;
    // the innermost first; one more click takes the next one that holds here
    const numbers = [...new Set(JSON.parse(mark.dataset.of).map(([number]) => number))].reverse();
    const item = current();
    const at = item ? numbers.indexOf(item.number) : -1;
    const number = numbers[(at + 1) % numbers.length];
    choose(view.items.find((each) => each.number === number).id, false);
  }

  // Arrow keys within a text: by words, by letters with Alt; Shift keeps what is selected.
  function moveIn(field, event) {
    const forward = { ArrowLeft: true, ArrowRight: false, ArrowDown: true, ArrowUp: false }[event.key];
    if (forward === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const { whole } = fields[field];
    const own = chosen && chosen.field === field ? chosen : null;
    if (!own) {
      const [start, end] = firstWord(field);
      select(field, start, end);
      return;
    }
    const all = places(event.altKey ? LETTER : WORD, whole);
    const vertical = event.key === "ArrowDown" || event.key === "ArrowUp";
    if (event.altKey) {
      const edge = forward ? all.find(([start]) => start >= own.end) : all.findLast(([, end]) => end < own.end && end > own.start);
      if (edge) select(field, own.start, edge[1]);
      return;
    }
    const next = vertical ? nearest(field, all, own, forward) : forward ? all.find(([start]) => start >= own.end) : all.findLast(([, end]) => end <= own.start);
    if (!event.shiftKey) {
      if (next) select(field, ...next);
    } else if (forward) {
      if (next) select(field, own.start, next[1]);
    } else {
      // what was taken too far is given back first
      const before = all.findLast(([start, end]) => end < own.end && start >= own.start);
      if (before) select(field, own.start, before[1]);
      else if (next) select(field, next[0], own.end);
    }
  }

  function firstWord(field) {
    const all = places(WORD, fields[field].whole);
    const mark = fields[field].element.querySelector(".on-cue, .on-content");
    const start = mark ? offsetOf(field, mark.firstChild, 0) : 0;
    return all.find(([, end]) => end > start) || all[0] || [0, fields[field].whole.length];
  }

  // The word above or below, beside the same place.
  function nearest(field, all, own, down) {
    const box = (start, end) => {
      const { texts } = fields[field];
      const text = texts.findLast((each) => each.start <= start);
      const range = document.createRange();
      range.setStart(text.node, start - text.start);
      range.setEnd(text.node, Math.min(end - text.start, text.node.length));
      return range.getBoundingClientRect();
    };
    const from = down ? box(own.end - 1, own.end) : box(own.start, own.start + 1);
    let best = null;
    for (const word of down ? all.filter(([start]) => start >= own.end) : all.filter(([, end]) => end <= own.start).reverse()) {
      const at = box(...word);
      if (down ? at.top < from.bottom - 2 : at.bottom > from.top + 2) continue;
      if (best && Math.abs(at.top - best.top) > at.height / 2) break; // one line further
      const away = Math.abs(at.left + at.width / 2 - from.left - from.width / 2);
      if (!best || away < best.away) best = { word, away, top: at.top };
    }
    return best && best.word;
  }

  // keys, by their place on the keyboard, so that they are the same under an Arabic layout

  function step(by) {
    const at = view.items.findIndex((item) => item.id === picked);
    const item = view.items[Math.min(Math.max(at + by, 0), view.items.length - 1)];
    if (item) choose(item.id, true);
  }

  const simple = (name) => () => tell({ do: name, id: picked });
  const focusOn = (name) => () => {
    const field = root.querySelector(`[data-focus="${name}"]`);
    if (field) field.focus();
  };
  const keys = {
    KeyJ: () => step(1),
    KeyK: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    KeyA: simple("accept"),
    "Shift+KeyA": simple("accept_rest"),
    KeyR: simple("reject"),
    KeyU: simple("reset"),
    KeyC: () => span("cue", false),
    KeyS: () => span("source", false),
    KeyT: () => span("content", false),
    "Shift+KeyT": () => span("content", true),
    KeyM: add,
    KeyD: simple("done"),
    KeyN: simple("next"),
    KeyP: simple("previous"),
    KeyZ: simple("undo"),
    KeyH: toggleHelp,
    "Shift+Slash": toggleHelp,
    KeyF: () => {
      const item = current();
      const field = item && fields[item.field] ? item.field : "text";
      fields[field].element.focus({ preventScroll: true });
      select(field, ...firstWord(field));
    },
    KeyE: focusOn("label-kind"),
    ...Object.fromEntries(choices.kind.map(([value], at) => [`Digit${at + 1}`, () => tell({ do: "label", id: picked, name: "kind", value })])),
  };

  function onKey(event) {
    if (event.ctrlKey || event.metaKey) return;
    // Lab does not hear of it: there X cuts the cell, A makes a new one. A key with Ctrl, such as that to save, goes on.
    event.stopPropagation();
    if (!view || event.altKey || event.isComposing) return;
    if (event.code === "Escape") {
      list.focus({ preventScroll: true });
      event.preventDefault();
      return;
    }
    if (event.target.closest(TYPED)) return;
    const action = keys[`${event.shiftKey ? "Shift+" : ""}${event.code}`];
    if (!action) return;
    event.preventDefault();
    action();
  }

  root.addEventListener("keydown", onKey);
  details.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("selectionchange", onSelection);
  model.on("msg:custom", hear);
  el.append(root);
  tell({ do: "open" });
  return () => {
    clearTimeout(heard);
    document.removeEventListener("selectionchange", onSelection);
    model.off("msg:custom", hear);
  };
}

export default { render };
