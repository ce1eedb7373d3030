// Draws the charts of the page of figures from the data beside each canvas. Colours are those of office.css, and every
// series has a pattern as well, so that nobody needs to tell colours apart.
"use strict";

const still = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");
const language = document.documentElement.lang;
const drawn = [];

// each pattern draws on a square of this many pixels, which repeats
const SIDE = 8;
const PATTERNS = [
  null,
  (pen) => line(pen, [-2, 10, 10, -2], [-2, 2, 2, -2], [6, 10, 10, 6]),
  (pen) => dot(pen, 4, 4, 1.6),
  (pen) => line(pen, [0, 4, 8, 4]),
  (pen) => line(pen, [-2, -2, 10, 10], [-2, 6, 2, 10], [6, -2, 10, 2]),
  (pen) => line(pen, [4, 0, 4, 8]),
  (pen) => line(pen, [0, 4, 8, 4], [4, 0, 4, 8]),
  (pen) => line(pen, [-2, 10, 10, -2], [-2, -2, 10, 10]),
  (pen) => dot(pen, 2, 2, 1) || dot(pen, 6, 6, 1),
];

function line(pen, ...ends) {
  for (const [x, y, toX, toY] of ends) {
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(toX, toY);
    pen.stroke();
  }
}

function dot(pen, x, y, radius) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The fill of the series at a place: a colour of office.css, with the place's pattern in that of the paper. */
function fill(number, place) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = SIDE;
  const pen = tile.getContext("2d");
  pen.fillStyle = colour(`--series-${number}`);
  pen.fillRect(0, 0, SIDE, SIDE);
  pen.strokeStyle = pen.fillStyle = colour("--pattern");
  pen.lineWidth = 1.5;
  PATTERNS[place % PATTERNS.length]?.(pen);
  return pen.createPattern(tile, "repeat");
}

const percent = (value) => new Intl.NumberFormat(language, { style: "percent" }).format(value / 100);

function told(item, data, number) {
  const { name, counts, values } = data.series[item.datasetIndex];
  const count = number.format(counts[item.dataIndex]);
  return data.kind === "share" ? `${name}: ${percent(values[item.dataIndex])} (${count})` : `${name}: ${count}`;
}

function options(data, number) {
  const flat = data.kind === "bars";
  const share = data.kind === "share";
  const ink = colour("--ink");
  const ticks = { color: ink, precision: 0, callback: share ? percent : (value) => number.format(value) };
  const names = { stacked: true, grid: { display: false }, ticks: { color: ink, maxRotation: 0, autoSkipPadding: 12 } };
  const counts = { stacked: true, beginAtZero: true, grid: { color: colour("--line") }, ticks };
  if (share) counts.max = 100;
  return {
    indexAxis: flat ? "y" : "x",
    scales: flat ? { x: counts, y: names } : { x: names, y: counts },
    locale: language,
    maintainAspectRatio: false,
    animation: still.matches ? false : { duration: 400 },
    interaction: { mode: "index", intersect: false, axis: flat ? "y" : "x" },
    plugins: {
      legend: { display: !flat, position: "bottom", align: "start", labels: { color: ink, boxWidth: 28, padding: 12 } },
      tooltip: { filter: ({ raw }) => raw > 0, callbacks: { label: (item) => told(item, data, number) } },
    },
  };
}

function draw(source) {
  const data = JSON.parse(source.textContent);
  const number = new Intl.NumberFormat(language);
  const paper = colour("--sheet");
  const datasets = data.series.map(({ name, values, colour }, place) => ({
    label: name,
    data: values,
    backgroundColor: fill(colour, place),
    borderColor: paper,
    borderWidth: data.labels.length > 20 ? 0.5 : 1,
    maxBarThickness: 64,
  }));
  const canvas = document.getElementById(source.dataset.chart);
  drawn.push(new Chart(canvas, { type: "bar", data: { labels: data.labels, datasets }, options: options(data, number) }));
}

function drawAll() {
  for (const chart of drawn.splice(0)) chart.destroy();
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 13;
  for (const source of document.querySelectorAll("script[data-chart]")) draw(source);
}

document.documentElement.classList.add("drawing");
drawAll();
dark.addEventListener("change", drawAll);
still.addEventListener("change", drawAll);
