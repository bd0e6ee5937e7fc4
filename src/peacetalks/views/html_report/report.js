"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const on = byId("on"), onSlider = byId("on-slider");
  const known = byId("known"), knownSlider = byId("known-slider"), knownAs = byId("known-as");
  const address = /https?:\/\/[^\s<>"']+/gi;

  // The last day that is not after the day asked for, or the first day if all are after it.
  const placeOf = (day) => {
    const after = data.days.findIndex((entry) => entry.on > day);
    return after === -1 ? data.days.length - 1 : Math.max(0, after - 1);
  };

  const briefOf = (day, by) => {
    const versions = data.days[placeOf(day)].known;
    const since = by < day ? day : by;
    let number = versions[0][1];
    for (const [from, brief] of versions) if (from <= since) number = brief;
    return data.briefs[number].map((line) => filled(data.lines[line], day));
  };

  // Fill in counters of days and the gap before the right margin, as counters.py does.
  const DAY = 86400000, WIDTH = data.width;
  const filled = (line, day) => {
    const today = Date.parse(day) / DAY;
    const text = line.replace(/\ue000([dls])([+-]\d{7})\ue001/g, (mark, form, base) => {
      if (form === "d") return day;
      const days = form === "s" ? today - Number(base) : Number(base) - today;
      return `${days.toLocaleString("en-US")} ${days === 1 ? "day" : "days"}`;
    });
    const [before, after] = text.split("\ue002");
    if (after === undefined) return text;
    return before + " ".repeat(Math.max(0, WIDTH - [...before].length - [...after].length)) + after;
  };

  const link = (url) => {
    const anchor = document.createElement("a");
    anchor.href = url;
    anchor.rel = "noopener noreferrer nofollow";
    anchor.textContent = url;
    return anchor;
  };

  const write = (lines) => {
    const fragment = document.createDocumentFragment();
    for (const line of lines) {
      let end = 0;
      for (const match of line.matchAll(address)) {
        fragment.append(line.slice(end, match.index), link(match[0]));
        end = match.index + match[0].length;
      }
      fragment.append(line.slice(end) + "\n");
    }
    byId("text").replaceChildren(fragment);
  };

  const LAST = "9999-12-31";
  const show = () => {
    const day = on.value || data.days[data.days.length - 1].on;
    const by = { all: LAST, then: day, day: known.value || LAST }[knownAs.value];
    known.disabled = knownSlider.disabled = knownAs.value !== "day";
    write(briefOf(day, by));
    const basis = {
      all: "based on all that is on record",
      then: "based on what was public on that day",
      day: `based on what was public ${by < day ? "on that day" : `by ${by}`}`,
    }[knownAs.value];
    byId("shown").textContent = `State on ${day}, ${basis}.`;
  };

  // Keep a date field and its slider in step.
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
