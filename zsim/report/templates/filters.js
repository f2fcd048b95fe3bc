// Filters: entries of class "found" are shown or hidden by product, basis, state and text.
for (const form of document.querySelectorAll("form.filters")) {
  const entries = [...document.querySelectorAll(".found")];
  const groups = [...document.querySelectorAll(".group")];
  const told = form.querySelector("output");
  const texts = new Map();
  const text = (entry) => texts.get(entry) ?? texts.set(entry, entry.textContent.toLowerCase()).get(entry);
  const narrow = () => {
    const asked = Object.fromEntries(new FormData(form));
    const words = asked.text.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const entry of entries) {
      const fits = ["product", "basis", "state"].every(
        (name) => !asked[name] || (entry.dataset[name] ?? "").split(" ").includes(asked[name]),
      );
      entry.hidden = !(fits && words.every((word) => text(entry).includes(word)));
      count += !entry.hidden;
    }
    for (const group of groups) group.hidden = !group.querySelector(".found:not([hidden])");
    const whole = count === entries.length;
    told.textContent = (whole ? count : `${count} of ${entries.length}`) + " " + form.dataset.what;
  };
  form.hidden = false;
  form.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  narrow();
}

// Sorting: each head of a table that can be sorted becomes a button; pressed again, it turns the order round.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  const value = (row, column) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
  const order = new Intl.Collator("en", { numeric: true });
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      for (const body of table.tBodies) {
        const rows = [...body.rows].sort((a, b) => order.compare(value(a, column), value(b, column)));
        body.append(...(up ? rows : rows.reverse()));
      }
    });
  });
}
