// The search: its data is a script of its own, loaded once the field is used.
for (const form of document.querySelectorAll("form.search")) {
  const field = form.querySelector("input");
  const told = form.querySelector("output");
  const found = form.querySelector("ol");
  const MOST = 40;
  const load = () => {
    if (document.querySelector("script[data-found]")) return;
    const script = document.createElement("script");
    script.src = form.dataset.search;
    script.dataset.found = "";
    script.addEventListener("load", search);
    document.head.append(script);
  };
  const rank = (entry, words) => {
    const title = entry[1].toLowerCase();
    const all = `${entry[0]} ${title} ${entry[3].toLowerCase()}`;
    if (!words.every((word) => all.includes(word))) return 9;
    return title.startsWith(words[0]) ? 0 : words.every((word) => title.includes(word)) ? 1 : 2;
  };
  const item = ([kind, title, path, more]) => {
    const entry = document.createElement("li");
    const tag = Object.assign(document.createElement("span"), { className: "tag", textContent: kind });
    const link = Object.assign(document.createElement("a"), { href: path, textContent: title });
    const words = Object.assign(document.createElement("p"), { textContent: more });
    entry.append(tag, " ", link, words);
    return entry;
  };
  function search() {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const all = window.zsimFound;
    if (!all || !words.length) {
      found.replaceChildren();
      told.textContent = "";
      return;
    }
    const ranked = all.map((entry) => [rank(entry, words), entry]).filter(([place]) => place < 9);
    ranked.sort((a, b) => a[0] - b[0]);
    found.replaceChildren(...ranked.slice(0, MOST).map(([, entry]) => item(entry)));
    const more = ranked.length > MOST ? `; the first ${MOST} are shown` : "";
    told.textContent = ranked.length ? `${ranked.length} found${more}` : "Nothing is called so.";
  }
  form.hidden = false;
  field.addEventListener("focus", load);
  field.addEventListener("input", () => { load(); search(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    found.querySelector("a")?.click();
  });
  form.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === "Escape") field.focus();
    if (!(event.key in steps)) return;
    const stops = [field, ...found.querySelectorAll("a")];
    const next = stops[stops.indexOf(document.activeElement) + steps[event.key]];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
}
