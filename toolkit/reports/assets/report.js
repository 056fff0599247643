"use strict";
// Unpacks Plotly, which travels in the page as base64 of gzip, and draws the figures whose data stand beside them.
(async () => {
  const root = document.documentElement;

  // an anchor inside closed sections opens them
  const openTarget = () => {
    const target = location.hash.length > 2 && !location.hash.startsWith("#?") && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let at = target.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", openTarget);

  const packed = document.getElementById("plotly");
  if (packed) {
    const bytes = Uint8Array.from(atob(packed.textContent.trim()), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const script = document.createElement("script");
    script.textContent = await new Response(stream).text();
    document.head.appendChild(script);
    // text is measured while drawing, so its font has to be there
    await Promise.all([...document.fonts].map((font) => font.load()));
    for (const data of document.querySelectorAll("script[data-for]")) await draw(data);
  }
  openTarget();
  root.dataset.ready = "1";

  async function draw(data) {
    const { data: traces, layout, config } = JSON.parse(data.textContent);
    const plot = document.getElementById(data.dataset.for);
    if (plot.clientWidth < 560) {
      layout.font = { ...layout.font, size: 11 };
      layout.margin = { ...layout.margin, l: 8, r: 8 };
      layout.yaxis = { ...layout.yaxis, tickfont: { size: 13 } };
    }
    await Plotly.newPlot(plot, traces, layout, config);
    // paper is narrower than most windows
    addEventListener("beforeprint", () => Plotly.relayout(plot, { width: 660, autosize: false }));
    addEventListener("afterprint", () => Plotly.relayout(plot, { width: null, autosize: true }));
  }
})().catch((error) => {
  for (const plot of document.querySelectorAll(".plot:empty")) {
    plot.textContent = document.body.dataset.failed + " (" + error + ")";
    plot.style.height = "auto";
  }
  document.documentElement.dataset.ready = "failed";
});
