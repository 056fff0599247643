"use strict";
// Lists the rows behind a number: "#?q&kind=1&spoken=1" names them. Text is set as text, never as markup.
(() => {
  const PAGE = 50, packed = document.getElementById("evidence");
  if (!packed) return;
  const inside = packed.dataset.inside === "1", box = document.getElementById("evidence-box");
  let loading;

  const load = () => loading ??= (async () => {
    const bytes = Uint8Array.from(atob(packed.textContent.trim()), (character) => character.charCodeAt(0));
    const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
    const data = JSON.parse(text);
    data.at = Object.fromEntries(data.columns.map((name, place) => [name, place]));
    return data;
  })();

  const make = (tag, words = "", look = "", direction = "") => {
    const element = document.createElement(tag);
    element.textContent = words;
    if (look) element.className = look;
    if (direction) element.dir = direction;
    return element;
  };

  const asked = (hash) => {
    const [view, ...rest] = hash.slice(2).split("&");
    return { view, where: Object.fromEntries(rest.map((part) => part.split("=")).map(([name, value]) => [name, Number(value)])) };
  };

  const chosen = (data, { view, where }) => {
    if (view === "s") return data.lines[where.of] ?? [];
    if (view === "a") {
      const places = "set" in where ? data.sets[where.set] ?? [] : data.articles.map((_, place) => place);
      return places.filter((place) => !("outlet" in where) || data.articles[place][1] === where.outlet);
    }
    const tests = Object.entries(where).map(([name, value]) => [data.at[name], value]);
    return data.quotations.filter((row) => tests.every(([place, value]) => row[place] === value));
  };

  const sizes = (data, rows) => ({
    quotations: rows.length,
    articles: new Set(rows.map((row) => row[0])).size,
    turns: new Set(rows.map((row) => row[data.at.turn])).size,
    words: rows.reduce((sum, row) => sum + row[data.at.words], 0),
  });

  // what a number's link opens, counted in the number's unit
  window.countBehind = async (link) => {
    const data = await load(), query = asked(new URL(link.href).hash), rows = chosen(data, query);
    if (query.view === "s") return data.totals[query.where.of];
    return query.view === "a" ? rows.length : sizes(data, rows)[link.dataset.unit];
  };

  const many = (data, noun, n) => {
    const forms = data.labels.nouns[noun], form = new Intl.PluralRules(data.labels.lang).select(n);
    return (forms[form] ?? forms.other).replace("{n}", n.toLocaleString("en"));
  };

  const about = (data, place) => {
    const [id, outlet, published] = data.articles[place];
    return [outlet < 0 ? "" : data.names.outlet[outlet], published, id].filter(Boolean);
  };

  const line = (parts) => {
    const meta = make("p", "", "meta");
    parts.forEach((part, place) => {
      if (place) meta.append(" · ");
      meta.append(part instanceof Node ? part : make("bdi", part));
    });
    return meta;
  };

  const toArticle = (data, place, anchor) => {
    const [, , , headline, , address] = data.articles[place];
    if (!address) return headline;
    const link = make("a", headline, "", "auto");
    link.href = anchor ? address.replace(/#.*/, anchor) : address;
    link.addEventListener("click", () => box.close?.());
    return link;
  };

  const shown = {
    q(data, row) {
      const at = (name) => row[data.at[name]], [cue, said, speaker] = row.slice(data.columns.length);
      const item = make("li"), kind = data.names.kind[at("kind")];
      const place = String(at("article") + 1).padStart(4, "0");
      const where = `${at("field") ? data.labels.title : data.labels.text} ${at("start")}–${at("end")}`;
      const chip = make("mark", kind, `kind tk-mark tk-${packed.dataset.kinds.split(" ")[at("kind")]}`);
      item.append(line([chip, ...about(data, at("article")), where, toArticle(data, at("article"), `#q-${place}-${at("number")}`)].filter(Boolean)));
      const words = make("blockquote", "", "", "rtl");
      if (speaker) words.append(make("span", speaker, "who"), " — ");
      if (cue) words.append(make("span", cue, "cue"), " ");
      words.append(said);
      if (speaker || cue || said) item.append(words);
      return item;
    },
    a(data, place) {
      const item = make("li"), article = data.articles[place];
      item.append(line([...about(data, place), many(data, "quotation", article[4])]));
      const headline = make("blockquote", "", "", "auto");
      headline.append(toArticle(data, place));
      if (article[3]) item.append(headline);
      return item;
    },
    s(data, [place, field, start, end, before, term, after]) {
      const item = make("li"), where = `${field ? data.labels.title : data.labels.text} ${start}–${end}`;
      item.append(line([...about(data, place), where, toArticle(data, place)].filter(Boolean)));
      const words = make("blockquote", "", "", "rtl");
      words.append(before, make("span", term, "cue"), after);
      item.append(words);
      return item;
    },
  };

  const list = async () => {
    if (!location.hash.startsWith("#?")) {
      if (box.open) box.close();
      return;
    }
    const data = await load(), query = asked(location.hash), rows = chosen(data, query);
    const heading = query.view === "q"
      ? [["quotation", "quotations"], ["article", "articles"]].map(([noun, unit]) => many(data, noun, sizes(data, rows)[unit]))
      : [many(data, query.view === "a" ? "article" : "sentence", rows.length)];
    const total = query.view === "s" ? data.totals[query.where.of] : 0;
    if (total > rows.length) heading.push(data.labels.some.replace("{n}", total.toLocaleString("en")));
    let page = 0;
    const draw = () => {
      const close = make("button", data.labels.close, "close"), items = make("ul", "", "evidence");
      close.addEventListener("click", () => box.close());
      const head = make("header");
      head.append(make("h2", heading.join(" · ")), ...(inside ? [close] : []));
      for (const row of rows.slice(page * PAGE, (page + 1) * PAGE)) items.append(shown[query.view](data, row));
      box.replaceChildren(head, items);
      if (rows.length > PAGE) {
        const pager = make("p", "", "pager"), last = Math.ceil(rows.length / PAGE) - 1;
        for (const [words, step, able] of [[data.labels.before, -1, page > 0], [data.labels.after, 1, page < last]]) {
          const button = make("button", words);
          button.disabled = !able;
          button.addEventListener("click", () => { page += step; draw(); box.scrollTop = 0; });
          pager.append(button, " ");
        }
        pager.append(make("bdi", `${page + 1} / ${last + 1}`));
        box.append(pager);
      }
      box.dataset.rows = rows.length;
    };
    draw();
    if (inside && !box.open) box.showModal();
    document.documentElement.dataset.evidence = location.hash;
  };

  if (inside) {
    // closing it leads back to where the number stands
    box.addEventListener("close", () => {
      if (location.hash.startsWith("#?")) location.replace("#-");
      delete document.documentElement.dataset.evidence;
    });
    box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
  }
  addEventListener("hashchange", list);
  list();
})();
