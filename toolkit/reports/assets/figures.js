"use strict";
// Draws every figure and leaves it as base64 of SVG beside its data.
(async () => {
  const bytes = Uint8Array.from(atob(document.getElementById("plotly").textContent.trim()), (character) => character.charCodeAt(0));
  const script = document.createElement("script");
  script.textContent = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  document.head.appendChild(script);
  await Promise.all([...document.fonts].map((font) => font.load()));
  for (const data of document.querySelectorAll("script[data-for]")) {
    const figure = JSON.parse(data.textContent);
    const size = { format: "svg", width: 900, height: figure.layout.height ?? 450, imageDataOnly: true };
    const svg = await Plotly.toImage({ data: figure.data, layout: figure.layout }, size);
    const place = document.createElement("pre");
    place.dataset.svg = data.dataset.for;
    place.textContent = btoa(Array.from(new TextEncoder().encode(svg), (byte) => String.fromCharCode(byte)).join(""));
    document.body.appendChild(place);
  }
})();
