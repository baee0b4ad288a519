"use strict";
for (const figure of document.querySelectorAll("figure.explore")) {
  const said = figure.querySelector("output");
  said.parentElement.hidden = false;
  for (const svg of figure.querySelectorAll("svg")) {
    const parts = [...svg.querySelectorAll("[aria-label]")];
    if (!parts.length) continue;
    svg.setAttribute("role", "group");
    const tell = (part) => {
      parts.forEach((other) => other.classList.toggle("lit", other === part));
      svg.classList.toggle("lighting", Boolean(part));
      if (part) said.textContent = part.getAttribute("aria-label");
      said.classList.toggle("some", Boolean(part) || said.classList.contains("some"));
    };
    const go = (number) => {
      const next = parts[(number + parts.length) % parts.length];
      parts.forEach((part) => part.setAttribute("tabindex", part === next ? "0" : "-1"));
      next.focus();
    };
    parts.forEach((part, number) => {
      part.setAttribute("role", "img");
      part.setAttribute("tabindex", number ? "-1" : "0");
      part.addEventListener("focus", () => tell(part));
      part.addEventListener("blur", () => tell(null));
      part.addEventListener("pointerenter", () => tell(part));
      part.addEventListener("pointerleave", () => tell(null));
    });
    svg.addEventListener("keydown", (event) => {
      const number = parts.indexOf(document.activeElement);
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (number < 0 || !(step || event.key === "Home" || event.key === "End")) return;
      event.preventDefault();
      go(event.key === "Home" ? 0 : event.key === "End" ? parts.length - 1 : number + step);
    });
  }
}
for (const table of document.querySelectorAll("table[data-sorts]")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const first = [...body.rows];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.setAttribute("aria-label", head.dataset.sort);
    head.append(button);
    button.addEventListener("click", () => {
      const number = head.dataset.kind === "number";
      const was = head.getAttribute("aria-sort");
      const back = was === (number ? "ascending" : "descending");
      const way = back ? "" : was ? (number ? "ascending" : "descending") : number ? "descending" : "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      if (way) head.setAttribute("aria-sort", way);
      const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
      const compare = (one, other) =>
        number ? Number(value(one)) - Number(value(other)) : value(one).localeCompare(value(other), document.documentElement.lang);
      const rows = way ? [...first].sort((one, other) => (way === "ascending" ? 1 : -1) * compare(one, other)) : first;
      body.append(...rows);
    });
  });
}
