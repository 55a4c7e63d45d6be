"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const words = data.words;
  const PAGE = 50;
  const UNSTATED = " ";
  let lang = "en";
  let shown = PAGE;
  const say = (key) => words[key][lang === "en" ? 0 : 1];
  const name = (key) => (data.names[key] || [key, key])[lang === "en" ? 0 : 1];
  const folding = new Map(Array.from(data.fold[0]).map((c, i) => [c, Array.from(data.fold[1])[i]]));
  const fold = (text) => Array.from(text, (c) => folding.get(c) || (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join("");
  const docs = data.docs;
  const sents = data.sents.map((s) => ({ doc: s[0], para: s[1], sent: s[2], voice: s[3], side: s[4], reports: s[5], frames: s[6], terms: s[7], text: s[8], folded: fold(s[8]) }));

  const make = (tag, text, className) => {
    const node = document.createElement(tag);
    if (text !== undefined) node.textContent = text;
    if (className) node.className = className;
    return node;
  };
  const fill = (select, pairs) => {
    const kept = select.value;
    select.replaceChildren(...pairs.map(([value, text]) => { const o = make("option", text); o.value = value; return o; }));
    select.value = pairs.some(([value]) => value === kept) ? kept : pairs[0][0];
  };
  const unique = (values) => [...new Set(values)].filter((v) => v !== "").sort();

  const labels = () => {
    document.documentElement.lang = lang;
    document.title = say("title") + " · discourse";
    document.querySelectorAll("[data-i]").forEach((node) => { node.textContent = say(node.dataset.i); });
    $("english").setAttribute("aria-pressed", String(lang === "en"));
    $("chinese").setAttribute("aria-pressed", String(lang !== "en"));
    const all = ["", say("all")];
    const some = sents.some((s) => !s.side) ? [[UNSTATED, name("")]] : [];
    fill($("side"), [all, ...unique(sents.map((s) => s.side)).map((v) => [v, name(v)]), ...some]);
    fill($("year"), [all, ...unique(docs.map((d) => d.date.slice(0, 4))).map((v) => [v, v])]);
    fill($("frame"), [all, ...data.frames.map((f, i) => [String(i), name(f)])]);
    fill($("doc"), [all, ...docs.map((d, i) => [String(i), d.date + " " + d.title])]);
    fill($("sort"), [["document", say("bydocument")], ["left", say("byleft")], ["right", say("byright")]]);
  };

  const chosen = (frame = $("frame").value) => {
    const [side, year, doc] = [$("side").value, $("year").value, $("doc").value];
    return sents.filter((s) => (!side || s.side === side.trim()) && (!year || docs[s.doc].date.startsWith(year)) &&
      (!doc || s.doc === Number(doc)) && (!frame || s.frames.includes(Number(frame))));
  };

  const bars = () => {
    const base = chosen("");
    const sides = unique(base.map((s) => s.side));
    const groups = base.some((s) => !s.side) || !sides.length ? [...sides, ""] : sides;
    const rows = [];
    data.frames.forEach((frame, i) => groups.forEach((side) => {
      const n = base.filter((s) => s.side === side && s.frames.includes(i)).length;
      const total = totals(side);
      if (n && total) rows.push({ i, side, n, total, share: n / total });
    }));
    const longest = Math.max(...rows.map((r) => r.share), 0.0001);
    $("bars").replaceChildren(...rows.map((r) => {
      const label = name(data.frames[r.i]) + (groups.length > 1 || r.side ? " · " + name(r.side) : "");
      const button = make("button", undefined, "bar");
      button.type = "button";
      const percent = (100 * r.share).toFixed(1) + " % (" + r.n + "/" + r.total + ")";
      const track = make("span", undefined, "track");
      const fillBar = make("span", undefined, "fill");
      fillBar.style.width = (55 * r.share / longest).toFixed(1) + "%";
      track.append(fillBar, make("span", percent, "faint"));
      button.append(make("span", label), track);
      button.addEventListener("click", () => {
        $("frame").value = String(r.i);
        if (groups.length > 1 || r.side) $("side").value = r.side || UNSTATED;
        shown = PAGE;
        show();
        $("results").focus();
      });
      return button;
    }));
  };
  const totals = (side) => {
    const [year, doc] = [$("year").value, $("doc").value];
    return docs.reduce((sum, d, i) => sum + ((!year || d.date.startsWith(year)) && (!doc || i === Number(doc)) ? (d.sizes[side] || 0) : 0), 0);
  };

  const standing = (text, query) => {
    const word = /^[\w' -]+$/.test(query);
    const found = [];
    for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) {
      const before = at ? text[at - 1] : " ";
      const after = text[at + query.length] || " ";
      if (!word || (!/\w/.test(before) && !/\w/.test(after))) found.push(at);
    }
    return found;
  };
  const places = (query) => chosen().flatMap((s) => {
    if (s.text) return standing(s.folded, query).map((at) => ({ ...s, at, to: at + query.length }));
    return s.terms.some((t) => standing(fold(t), query).length) ? [{ ...s, at: -1, to: -1 }] : [];
  });
  const sorted = (hits) => {
    const key = $("sort").value;
    if (key === "document") return hits;
    const context = (h) => h.at < 0 ? "\uffff" : key === "left" ? Array.from(h.folded.slice(0, h.at)).reverse().join("") : h.folded.slice(h.to);
    return hits.map((h, i) => [context(h), i, h]).sort((a, b) => a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]).map((x) => x[2]);
  };

  const counted = (query) => {
    const box = $("counts");
    box.replaceChildren();
    if (!query) return;
    const [side, year, doc] = [$("side").value, $("year").value, $("doc").value];
    const at = data.terms.findIndex((t) => fold(t) === query);
    const rows = at < 0 ? [] : docs.map((d, i) => ({ d, i, n: (d.counts[side] || {})[at] || 0 }))
      .filter((r) => r.n && (!year || r.d.date.startsWith(year)) && (!doc || r.i === Number(doc)));
    if (!rows.length) return;
    const wrap = make("div", undefined, "table");
    wrap.tabIndex = 0;
    wrap.setAttribute("role", "region");
    wrap.setAttribute("aria-label", say("counts"));
    const table = make("table");
    table.append(make("caption", say("counts")));
    const head = make("tr");
    ["date", "doc", "n", "per10k"].forEach((k) => { const th = make("th", say(k)); th.scope = "col"; head.append(th); });
    const thead = make("thead");
    thead.append(head);
    const body = make("tbody");
    rows.forEach(({ d, n }) => {
      const tr = make("tr");
      const size = d.tokens[side] || 0;
      tr.append(make("td", d.date), make("td", d.title), make("td", String(n)), make("td", size ? (10000 * n / size).toFixed(1) : ""));
      body.append(tr);
    });
    table.append(thead, body);
    wrap.append(table);
    box.append(wrap);
  };

  const item = (h) => {
    const d = docs[h.doc];
    const li = make("li");
    const line = make("p", undefined, "faint");
    line.append(make("span", d.date + " · "), make("bdi", d.title), make("span", " · ¶" + h.para + " · " + say("sentence") + " " + h.sent + (h.voice ? " · " + name(h.voice) : "") +
      (h.reports ? " · " + say("reports") + " " + name(h.reports) : "")));
    li.append(line);
    if (h.text && h.at >= 0) {
      const row = make("p", undefined, "kwic");
      row.lang = d.lang;
      const left = make("bdi", h.text.slice(0, h.at), "left");
      const right = make("bdi", h.text.slice(h.to), "right");
      const middle = make("bdi");
      middle.append(make("mark", h.text.slice(h.at, h.to)));
      row.append(left, middle, right);
      li.append(row);
    } else if (h.text) {
      const p = make("p");
      p.lang = d.lang;
      p.append(make("bdi", h.text));
      li.append(p);
    }
    if (h.frames.length) {
      const p = make("p");
      h.frames.forEach((i) => p.append(make("span", name(data.frames[i]), "tag")));
      const bdi = make("bdi", h.terms.join("; "));
      bdi.lang = d.lang;
      p.append(bdi);
      li.append(p);
    }
    if (!h.text && d.url) {
      const p = make("p", undefined, "faint");
      const a = make("a", say("official"));
      a.href = d.url;
      a.rel = "noreferrer";
      p.append(make("span", say("nowords") + " "), a);
      li.append(p);
    }
    return li;
  };

  const show = () => {
    const query = fold($("query").value.trim());
    const hits = query ? sorted(places(query)) : chosen().filter((s) => s.text || s.frames.length);
    const n = new Set(hits.map((h) => h.doc)).size;
    $("status").textContent = say(query ? "status" : "statusall").replace("{n}", hits.length).replace("{m}", n);
    $("results").replaceChildren(...hits.slice(0, shown).map(item));
    $("more").hidden = hits.length <= shown;
    counted(query);
    bars();
  };
  const restart = () => { shown = PAGE; show(); };
  $("form").addEventListener("submit", (event) => { event.preventDefault(); restart(); });
  $("form").addEventListener("reset", () => setTimeout(restart, 0));
  $("query").addEventListener("input", restart);
  ["side", "year", "frame", "doc", "sort"].forEach((id) => $(id).addEventListener("change", restart));
  $("more").addEventListener("click", () => { shown += PAGE; show(); });
  $("english").addEventListener("click", () => { lang = "en"; labels(); show(); });
  $("chinese").addEventListener("click", () => { lang = "zh-Hant"; labels(); show(); });
  labels();
  show();
})();
