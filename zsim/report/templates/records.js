for (const list of document.querySelectorAll("[data-filter]")) {
  const field = document.createElement("input"), label = document.createElement("label");
  const said = document.createElement("output"), line = document.createElement("p");
  field.type = "search";
  field.id = "words";
  label.htmlFor = field.id;
  label.textContent = list.dataset.filter;
  said.className = "quiet";
  line.className = "words";
  line.append(label, field, " ", said);
  list.prepend(line);
  const rows = [...list.querySelectorAll(".findable")].map(row => [row, row.textContent.toLowerCase()]);
  const groups = [...list.querySelectorAll(list.dataset.found || "none")]
    .map(group => [group, [...group.querySelectorAll("h3, .facts")].map(each => each.textContent.toLowerCase()).join(" ")]);
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = text => words.every(word => text.includes(word));
    const whole = new Set(groups.filter(([, text]) => fits(text)).map(([group]) => group));
    let shown = 0;
    for (const [row, text] of rows) {
      row.hidden = !fits(text) && !whole.has(row.closest(list.dataset.found || "none"));
      shown += row.hidden ? 0 : 1;
    }
    for (const [group] of groups) {
      group.hidden = !whole.has(group) && !group.querySelector(".findable:not([hidden])");
      const link = list.querySelector(`.in-page a[href="#${group.getAttribute("aria-labelledby")}"]`);
      if (link) link.closest("li").hidden = group.hidden;
    }
    said.textContent = words.length ? `${shown} found` : "";
  });
}
