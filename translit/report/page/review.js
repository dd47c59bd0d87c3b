"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  // Text only ever enters the page as text nodes.
  const make = (tag, props = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(props)) {
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else node.setAttribute(key, value);
    }
    node.append(...children);
    return node;
  };

  // state: one step a change, so that undo is one step back
  let steps = [];
  const stored = "translit-review-" + data.id;
  const load = () => { try { steps = JSON.parse(localStorage.getItem(stored)) || []; } catch { steps = []; } };
  const keep = () => { try { localStorage.setItem(stored, JSON.stringify(steps)); } catch { /* a page from a file may have no storage */ } };

  const answers = () => {
    const names = data.clusters.map((c) => c.name);
    const given = new Map(); // "cluster member" -> decision
    for (const step of steps) {
      if (step.rename !== undefined) { names[step.cluster] = step.rename; for (const key of [...given.keys()]) if (key.startsWith(step.cluster + " ")) given.delete(key); }
      else for (const member of step.members) given.set(step.cluster + " " + member, { answer: step.answer, date: step.date });
    }
    return { names, given };
  };
  const members = (c, name) => {
    const old = name === c.name ? [] : [{ spelling: c.name, mentions: c.mentions, documents: c.documents, habit: "", reason: "suggested before", contexts: c.contexts }];
    return [...old, ...c.members].filter((m) => m.spelling !== name);
  };

  const today = () => { const d = new Date(); return [d.getFullYear(), String(d.getMonth() + 1).padStart(2, "0"), String(d.getDate()).padStart(2, "0")].join("-"); };
  const act = (step) => { steps.push({ ...step, date: today() }); keep(); draw(); };
  const say = (text) => { $("said").textContent = text; };

  // drawing
  let here = 0;
  const visible = (c, i, state) => {
    const wanted = $("filter").value.trim().toLowerCase();
    const show = $("show").value;
    const list = members(c, state.names[i]);
    if (wanted && ![state.names[i], ...list.map((m) => m.spelling)].some((s) => s.toLowerCase().includes(wanted))) return [];
    return list.filter((m) => { const a = state.given.get(i + " " + m.spelling); return show === "all" || (show === "open" ? !a : a && a.answer === show); });
  };
  const item = (c, i, m, state) => {
    const answer = (state.given.get(i + " " + m.spelling) || {}).answer || "";
    const pressed = (a) => ({ "aria-pressed": String(answer === a), class: a, type: "button", onclick: () => toggle(i, m.spelling, a) });
    const li = make("li", { tabindex: "-1", "data-cluster": i, "data-member": m.spelling, "data-answer": answer, "aria-label": m.spelling + (answer ? ", " + answer : "") },
      make("div", {}, make("span", { class: "spelling" }, m.spelling), make("span", { class: "quiet" }, " " + m.mentions + " × in " + m.documents + (m.documents === 1 ? " document" : " documents") + (m.habit ? " · as in " + m.habit : ""))),
      make("div", { class: "answers noprint" }, make("button", pressed("yes"), "Yes"), make("button", pressed("no"), "No")),
      make("div", { class: "why" }, m.reason));
    for (const x of m.contexts) li.append(make("div", { class: "context" }, make("span", { class: "quiet" }, x.place + ": "), x.before, make("mark", {}, m.spelling), x.after));
    return li;
  };
  const draw = () => {
    const state = answers();
    const box = $("clusters");
    box.replaceChildren();
    data.clusters.forEach((c, i) => {
      const list = visible(c, i, state);
      if (!list.length) return;
      const name = state.names[i];
      const article = make("article", { "aria-labelledby": "name-" + i },
        make("header", {},
          make("h2", { id: "name-" + i }, name),
          make("span", { class: "quiet" }, (name === c.name ? c.mentions + " × · " : "") + (c.full.length ? "seen as " + c.full.join(", ") + " · " : "") + "score " + c.score),
          make("span", { class: "all noprint" },
            make("button", { type: "button", onclick: () => rest(i, "yes") }, "All"),
            make("button", { type: "button", onclick: () => rest(i, "no") }, "These are different"),
            make("button", { type: "button", onclick: () => rename(i) }, "Edit"))),
        make("ul", { class: "members" }, ...list.map((m) => item(c, i, m, state))));
      box.append(article);
    });
    if (!box.children.length) box.append(make("p", {}, data.clusters.length ? "No name like that." : "Nothing to decide: discovery found no name in more than one spelling."));
    const total = data.clusters.reduce((n, c, i) => n + members(c, state.names[i]).length, 0);
    $("totals").textContent = data.clusters.length + " names, " + total + " spellings to decide, " + state.given.size + " decided";
    $("undo").disabled = !steps.length;
    if (!$("export").hidden) $("text").value = yaml();
    focus(Math.min(here, rows().length - 1), false);
  };
  const rows = () => [...document.querySelectorAll("#clusters li")];
  const focus = (n, scroll = true) => {
    const all = rows();
    if (!all.length) return;
    here = Math.max(0, Math.min(n, all.length - 1));
    all.forEach((li, i) => li.setAttribute("tabindex", i === here ? "0" : "-1"));
    if (scroll) { all[here].focus({ preventScroll: true }); all[here].scrollIntoView({ block: "nearest" }); }
  };
  const current = () => { const li = rows()[here]; return li ? [Number(li.dataset.cluster), li.dataset.member] : null; };

  // answering
  const toggle = (i, member, answer) => {
    const old = (answers().given.get(i + " " + member) || {}).answer;
    if (old === answer) return;
    act({ cluster: i, members: [member], answer });
    say(member + (answer === "yes" ? " is " : " is not ") + answers().names[i]);
  };
  const rest = (i, answer) => {
    const state = answers();
    const open = members(data.clusters[i], state.names[i]).map((m) => m.spelling).filter((s) => !state.given.has(i + " " + s));
    if (open.length) act({ cluster: i, members: open, answer });
    say(open.join(", ") + (answer === "yes" ? ": the same as " : ": different from ") + state.names[i]);
  };
  const rename = (i) => {
    const text = prompt("Write the name as", answers().names[i]);
    if (text && text.trim() && text.trim() !== answers().names[i]) act({ cluster: i, rename: text.trim() });
  };
  const undo = () => { const step = steps.pop(); keep(); draw(); if (step) { const at = rows().findIndex((li) => Number(li.dataset.cluster) === step.cluster && (!step.members || step.members.includes(li.dataset.member))); if (at >= 0) focus(at); } say(step ? "undone" : "nothing to undo"); };

  // the file: what was decided before, and what was decided here
  const quoted = (text) => (/^[\p{L}][\p{L}\p{M}\p{N}_ .’–-]*[\p{L}\p{M}\p{N}.’]$|^\p{L}$/u.test(text) && !/^(y|n|yes|no|on|off|true|false|null|none)$/i.test(text)) || /^\d{4}-\d\d-\d\d$/.test(text)
    ? text : JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
  const yaml = () => {
    const state = answers();
    let out = data.before || data.header;
    if (!out.endsWith("\n")) out += "\n";
    data.clusters.forEach((c, i) => {
      for (const m of members(c, state.names[i])) {
        const given = state.given.get(i + " " + m.spelling);
        if (!given) continue;
        const lines = [["spelling", m.spelling], [given.answer === "yes" ? "is" : "not", state.names[i]], ["entry", c.entry], ["date", given.date], ["scope", data.scope], ["reason", given.answer === "yes" ? m.reason : ""]];
        out += lines.filter(([, v]) => v).map(([k, v], n) => (n ? "  " : "- ") + k + ": " + quoted(v) + "\n").join("");
      }
    });
    return out;
  };
  const save = () => {
    $("export").hidden = false;
    $("file").textContent = data.file;
    $("text").value = yaml();
    const link = make("a", { href: URL.createObjectURL(new Blob([yaml()], { type: "text/yaml" })), download: data.file });
    document.body.append(link);
    link.click();
    link.remove();
    say(data.file + " saved; its text is at the end of the page, too");
  };

  const help = () => { const box = $("keys"); box.hidden = !box.hidden; $("help").setAttribute("aria-expanded", String(!box.hidden)); };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (typing) { if (event.key === "Escape") { event.target.blur(); focus(here); } return; }
    const at = current();
    const done = {
      j: () => focus(here + 1), ArrowDown: () => focus(here + 1), k: () => focus(here - 1), ArrowUp: () => focus(here - 1), s: () => focus(here + 1),
      y: () => { if (at) { toggle(...at, "yes"); focus(here + 1); } }, n: () => { if (at) { toggle(...at, "no"); focus(here + 1); } },
      a: () => { if (at) { rest(at[0], "yes"); focus(here); } }, d: () => { if (at) { rest(at[0], "no"); focus(here); } }, e: () => at && rename(at[0]),
      u: undo, x: save, "/": () => $("filter").focus(), "?": help,
    }[event.key];
    if (done) { event.preventDefault(); done(); }
  });
  document.addEventListener("focusin", (event) => { const li = event.target.closest && event.target.closest("#clusters li"); if (li) here = rows().indexOf(li); });
  $("filter").addEventListener("input", draw);
  $("show").addEventListener("change", draw);
  $("undo").addEventListener("click", undo);
  $("help").addEventListener("click", help);
  $("save").addEventListener("click", save);

  if (data.apart.length) {
    $("apart").hidden = false;
    for (const m of data.apart) $("apart").querySelector("tbody").append(make("tr", {}, make("td", {}, m.a + " | " + m.b), make("td", {}, m.reason), make("td", { class: "n", "data-label": "mentions" }, String(m.mentions))));
  }
  load();
  draw();
})();
