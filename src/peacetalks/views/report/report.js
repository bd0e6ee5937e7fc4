"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const on = byId("on"), onSlider = byId("on-slider");
  const known = byId("known"), knownSlider = byId("known-slider"), knownAs = byId("known-as");
  const address = /https?:\/\/[^\s<>"']+/gi;

  // The last day that is not after the one asked for; the first, if all are after it.
  const placeOf = (day) => {
    const after = data.days.findIndex((told) => told.on > day);
    return after === -1 ? data.days.length - 1 : Math.max(0, after - 1);
  };

  const briefOf = (day, by) => {
    const versions = data.days[placeOf(day)].known;
    const since = by < day ? day : by;
    let number = versions[0][1];
    for (const [from, brief] of versions) if (from <= since) number = brief;
    return data.briefs[number].map((line) => filled(data.lines[line], day));
  };

  // Counters of days are filled in for the day, and gaps up to the margin, as the brief does.
  const DAY = 86400000, WIDTH = data.width;
  const filled = (line, day) => {
    const today = Date.parse(day) / DAY;
    const told = line.replace(/\ue000([dls])([+-]\d{7})\ue001/g, (mark, form, base) => {
      if (form === "d") return day;
      const days = form === "s" ? today - Number(base) : Number(base) - today;
      return `${days.toLocaleString("en-US")} ${days === 1 ? "day" : "days"}`;
    });
    const [before, after] = told.split("\ue002");
    if (after === undefined) return told;
    return before + " ".repeat(Math.max(0, WIDTH - [...before].length - [...after].length)) + after;
  };

  const link = (url) => {
    const made = document.createElement("a");
    made.href = url;
    made.rel = "noopener noreferrer nofollow";
    made.textContent = url;
    return made;
  };

  const write = (lines) => {
    const made = document.createDocumentFragment();
    for (const line of lines) {
      let end = 0;
      for (const found of line.matchAll(address)) {
        made.append(line.slice(end, found.index), link(found[0]));
        end = found.index + found[0].length;
      }
      made.append(line.slice(end) + "\n");
    }
    byId("text").replaceChildren(made);
  };

  const LAST = "9999-12-31";
  const show = () => {
    const day = on.value || data.days[data.days.length - 1].on;
    const by = { all: LAST, then: day, day: known.value || LAST }[knownAs.value];
    known.disabled = knownSlider.disabled = knownAs.value !== "day";
    write(briefOf(day, by));
    const counting = {
      all: "counting all that is on record",
      then: "counting what was public then",
      day: by < day ? "counting what was public then" : `counting what was public by ${by}`,
    }[knownAs.value];
    byId("shown").textContent = `State on ${day}, ${counting}.`;
  };

  // A date field and its slider say the same.
  const couple = (field, slider) => {
    slider.addEventListener("input", () => {
      field.value = data.days[slider.valueAsNumber].on;
      slider.setAttribute("aria-valuetext", field.value);
      show();
    });
    field.addEventListener("change", () => {
      slider.value = placeOf(field.value || LAST);
      slider.setAttribute("aria-valuetext", field.value);
      show();
    });
    slider.setAttribute("aria-valuetext", field.value);
  };
  couple(on, onSlider);
  couple(known, knownSlider);
  knownAs.addEventListener("change", show);

  const actor = byId("actor"), kind = byId("kind"), words = byId("words");
  const facts = [...document.querySelectorAll("#facts > .fact")].map((item) => ({
    item,
    kind: item.dataset.kind,
    actors: item.dataset.actors.split(" "),
    text: item.textContent.toLowerCase(),
  }));
  const filter = () => {
    const wanted = words.value.trim().toLowerCase();
    let shown = 0;
    for (const fact of facts) {
      const passes =
        (!actor.value || fact.actors.includes(actor.value)) &&
        (!kind.value || fact.kind === kind.value) &&
        (!wanted || fact.text.includes(wanted));
      fact.item.hidden = !passes;
      shown += passes ? 1 : 0;
    }
    byId("count").textContent =
      shown === facts.length ? `${shown} facts` : `${shown} of ${facts.length} facts`;
  };
  actor.addEventListener("change", filter);
  kind.addEventListener("change", filter);
  words.addEventListener("input", filter);

  for (const form of [byId("controls"), byId("filters")]) {
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
  }
  show();
})();
