// The slider of a scenario's page: the live records of all apps after any entry of the journal.
// It comes to the same as state_at in zsim/report/story/slider.py.
(() => {
  const stateAt = (data, number) => {
    const names = new Map(), held = new Map();
    for (const [entry, record, name, ...fields] of data.changes) {
      if (entry > number) break;
      if (name === undefined) { held.delete(record); continue; }
      if (name) names.set(record, data.texts[name]);
      if (!held.has(record)) held.set(record, new Map());
      for (let at = 0; at < fields.length; at += 2) held.get(record).set(fields[at], data.texts[fields[at + 1]]);
    }
    return [...held].sort(([one], [other]) => one - other).map(([record, fields]) => ({
      record,
      app: data.apps[data.records[record][0]],
      kind: data.records[record][1],
      name: names.get(record),
      fields: [...fields].filter(([, text]) => text).sort(([one], [other]) => one - other),
    }));
  };

  const made = (tag, text = "", look = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (look) element.className = look;
    return element;
  };

  // What a change did, for entries that the journal on the page does not tell.
  const inWords = (data, [, record, name, ...fields]) => {
    const what = data.records[record].at(1);
    if (name === undefined) return `a record of the kind ${what} was deleted`;
    const labels = fields.filter((_, at) => at % 2 === 0).map((label) => data.labels[label]);
    return `${what} ${data.texts[name]}: ${labels.join(", ")}`;
  };

  // The entries to stop at, each with its words: those of the journal on the page, and every change.
  const entriesOf = (data, journal) => {
    const told = new Map(data.changes.map((change) => [change[0], inWords(data, change)]));
    let moment = "";
    for (const row of journal ? journal.querySelectorAll("tbody tr:not(.k)") : []) {
      const [number, at, text] = [...row.cells].map((cell) => cell.textContent.trim());
      moment = at || moment;
      for (const each of number.split(", ")) told.set(Number(each), `${moment}: ${text}`);
    }
    return [...told].sort(([one], [other]) => one - other);
  };

  const sidesOf = (data, state, number) => {
    const changed = new Map(data.changes.filter(([entry]) => entry === number && number).map((each) => [each[1], each]));
    const sides = data.apps.map((app) => {
      const side = made("div");
      side.append(made("h4", app));
      const records = state.filter((each) => each.app === app);
      if (!records.length) side.append(made("p", "No record.", "quiet"));
      for (const each of records) side.append(...recordOf(data, each, changed.get(each.record)));
      return side;
    });
    return sides;
  };

  const recordOf = (data, { kind, name, fields }, change) => {
    const head = made("h5", "", change ? "now" : "");
    const called = made("bdi", name);
    head.append(`${kind} `, called);
    if (change) head.append(made("b", " ← by this entry"));
    const list = made("dl", "", change ? "now" : "");
    const touched = new Set(change ? change.slice(3).filter((_, at) => at % 2 === 0) : []);
    for (const [label, text] of fields) {
      const value = made("dd");
      value.dir = "auto";
      value.append(touched.has(label) ? made("b", `→ ${text}`) : text);
      list.append(made("dt", data.labels[label]), value);
    }
    return [head, list];
  };

  // What caused an entry becomes a link to it.
  for (const table of document.querySelectorAll(".journal")) {
    const told = [...table.querySelectorAll("tbody tr:not(.k)")];
    const rows = new Map(told.flatMap((row) => row.cells[0].textContent.split(", ").map((number) => [number, row])));
    for (const [number, row] of rows) row.id ||= `${table.id}-${number}`;
    for (const row of told) {
      const cause = row.cells[3], number = cause && cause.textContent.trim();
      if (!rows.has(number)) continue;
      const link = made("a", number);
      link.href = `#${rows.get(number).id}`;
      cause.replaceChildren(link);
    }
  }

  // A link to a telling that is folded opens it.
  const unfold = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = target && target.tagName === "H2" && target.parentElement.querySelector(".telling");
    if (folded) folded.open = true;
  };
  addEventListener("hashchange", unfold);
  unfold();

  for (const box of document.querySelectorAll(".slide")) {
    const data = JSON.parse(box.querySelector("script").textContent);
    const number = box.dataset.of;
    const entries = entriesOf(data, document.getElementById(`j${number}`));
    const label = made("label", "Both sides after any entry"), range = made("input"), words = made("output");
    const sides = made("div", "", "sides");
    Object.assign(range, { type: "range", min: 0, max: entries.length - 1, value: entries.length - 1, id: `s${number}` });
    label.htmlFor = range.id;
    words.setAttribute("aria-live", "polite");
    words.htmlFor = range.id;
    const show = () => {
      const [entry, text] = entries[range.value];
      words.textContent = entry ? `After entry ${entry}, ${text}` : "Before the first entry";
      range.setAttribute("aria-valuetext", `${Number(range.value) + 1} of ${entries.length}, entry ${entry}`);
      sides.replaceChildren(...sidesOf(data, stateAt(data, entry), entry));
    };
    range.addEventListener("input", show);
    box.append(label, range, words, sides);
    box.stateAt = (entry) => stateAt(data, entry);
    box.hidden = false;
    show();
  }
})();
