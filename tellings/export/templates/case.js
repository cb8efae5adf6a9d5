// Niceties only: without this the page reads the same, places are plain links, the texts stand at the end.
(() => {
  "use strict";
  const root = document.documentElement, texts = document.getElementById("texts");
  const close = document.getElementById("close"), status = document.getElementById("status");
  const narrow = matchMedia("(max-width: 1099px)");
  let opener = null, now = null, timer = 0;
  root.classList.add("js");
  document.getElementById("tools").hidden = false;

  const say = (words) => {
    status.textContent = words;
    clearTimeout(timer);
    timer = setTimeout(() => { status.textContent = ""; }, 4000);
  };
  const reveal = (element) => {
    for (let d = element && element.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
  };

  // ---- a place: beside the claim on a wide screen, in a sheet on a narrow one
  const shut = () => {
    texts.classList.remove("sheet");
    close.hidden = true;
    if (opener) opener.focus({ preventScroll: true });
    opener = null;
  };
  const open = (link) => {
    const target = document.getElementById(link.getAttribute("href").slice(1));
    if (!target) return;
    document.querySelectorAll(".here").forEach((e) => e.classList.remove("here"));
    target.classList.add("here");
    if (narrow.matches) {
      opener = link;
      texts.classList.add("sheet");
      close.hidden = false;
    }
    target.tabIndex = -1;
    const calm = narrow.matches || matchMedia("(prefers-reduced-motion: reduce)").matches;
    const shift = target.getBoundingClientRect().top - texts.getBoundingClientRect().top - 120;
    texts.scrollBy({ top: shift, behavior: calm ? "instant" : "smooth" });
    target.focus({ preventScroll: true });
  };
  close.addEventListener("click", shut);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && (link.matches(".place, .term"))) {
      event.preventDefault();
      open(link);
    } else if (link) {
      if (texts.contains(link) && narrow.matches) { opener = null; shut(); }
      reveal(document.getElementById(link.getAttribute("href").slice(1)));
    } else {
      const words = event.target.closest(".tell > p.src");
      if (words && !String(getSelection())) open(words.parentElement.querySelector(".place"));
    }
  });
  addEventListener("hashchange", () => reveal(document.getElementById(location.hash.slice(1))));
  if (location.hash) reveal(document.getElementById(location.hash.slice(1)));

  // ---- copy as a citation: words, who says so, address, capture, hash, place
  const citation = (tell) => {
    const from = document.getElementById(tell.dataset.a).dataset;
    const by = tell.querySelector(".by").cloneNode(true);
    by.querySelectorAll(".acts, .reading").forEach((e) => e.remove());
    const source = by.textContent.replace(/\s+/g, " ").replace(/[\s·]+$/g, "").replace(/( ·)+ ·/g, " ·").trim();
    const place = tell.querySelector(".place").textContent;
    return `“${tell.querySelector(".src").textContent}”\n${source}\n${from.url || "address not recorded"}\n` +
      `captured ${from.captured || "not recorded"} · characters ${place} · sha256 of text ${from.sha}`;
  };
  const copy = async (tell) => {
    const words = citation(tell);
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      const area = document.createElement("textarea");
      area.value = words;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    say("Copied as a citation.");
  };
  document.querySelectorAll(".tell .acts").forEach((acts) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "copy";
    button.setAttribute("aria-label", "Copy as a citation");
    button.addEventListener("click", () => copy(button.closest(".tell")));
    acts.append(" ", button);
  });

  // ---- filter by words
  const filter = document.getElementById("filter");
  filter.addEventListener("input", () => {
    const wanted = filter.value.trim().toLowerCase();
    let shown = 0;
    document.querySelectorAll("main .item").forEach((item) => {
      item.hidden = wanted !== "" && !item.textContent.toLowerCase().includes(wanted);
      if (!item.hidden) {
        shown += 1;
        if (wanted) reveal(item);
      }
    });
    say(wanted ? `${shown} shown` : "");
  });

  // ---- keys
  const step = (by) => {
    const items = [...document.querySelectorAll("main .item")].filter((e) => e.checkVisibility ? e.checkVisibility() : e.offsetParent);
    const at = items.indexOf(now);
    const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by];
    if (!next) return;
    if (now) now.classList.remove("now");
    now = next;
    now.classList.add("now");
    now.tabIndex = -1;
    now.focus({ preventScroll: true });
    now.scrollIntoView({ block: "center" });
  };
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && texts.classList.contains("sheet")) return shut();
    if (!document.getElementById("keys").checked) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea")) return;
    const tell = () => document.activeElement.closest(".tell") || (now && now.querySelector(".tell"));
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "s" && tell()) open(tell().querySelector(".place"));
    else if (event.key === "c" && tell()) copy(tell());
    else if (event.key === "/") { event.preventDefault(); filter.focus(); }
  });

  // ---- print what is folded
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    folded.forEach((d) => { d.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((d) => { d.open = false; }));
})();
