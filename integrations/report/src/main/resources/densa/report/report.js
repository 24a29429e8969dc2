(function () {
  "use strict";
  const charts = JSON.parse(document.getElementById("charts").textContent);
  const drawn = [];

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function short(value) {
    if (value == null) {
      return "–";
    }
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-3 || size >= 1e12)) {
      return value.toExponential(1);
    }
    const thousands = size < 1e4 ? 0 : size < 1e6 ? 1 : size < 1e9 ? 2 : 3;
    return Number((value / 1000 ** thousands).toPrecision(4)) + ["", "k", "M", "B"][thousands];
  }

  function axis(label, size) {
    return {
      label: label, labelSize: 22, size: size, font: "12px system-ui, sans-serif",
      labelFont: "12px system-ui, sans-serif", stroke: colour("--muted"), grid: {stroke: colour("--grid"), width: 1},
      ticks: {show: false}, values: (u, ticks) => ticks.map(tick => tick == null ? "" : short(tick))
    };
  }

  function series(one, many) {
    const stroke = one.colour < 0 ? colour("--muted") : colour("--c" + one.colour);
    return {
      label: one.label, stroke: stroke, width: many ? 1 : 2, dash: one.dashed ? [5, 4] : undefined, spanGaps: false,
      alpha: many && one.colour === 0 ? 0.55 : 1, value: (u, value) => short(value),
      points: {
        show: one.marks.length > 0, size: 8, fill: stroke, stroke: colour("--bg"), width: 1.5,
        filter: () => one.marks
      }
    };
  }

  function height(width) {
    return Math.round(Math.max(240, Math.min(340, width * 0.62)));
  }

  function draw(chart) {
    const place = document.getElementById(chart.id);
    const width = place.clientWidth;
    const x = axis(chart.xLabel, 34);
    const y = axis(chart.yLabel, 52);
    const unit = {time: false, range: chart.shares ? () => [0, 1] : undefined};
    const options = {
      width: width, height: height(width), legend: {
        show: chart.legend, live: false,
        markers: {width: 0, fill: (u, i) => u.series[i]._stroke ?? u.series[i].stroke(u, i)}
      },
      cursor: {drag: {x: !chart.shares, y: false}, points: chart.legend ? {} : {show: false}},
      scales: {
        x: unit,
        y: chart.shares ? {range: () => [0, 1.01]} : chart.log ? {distr: 3} : {}
      },
      axes: [x, y],
      series: [{label: chart.xLabel, value: (u, value) => short(value)}]
        .concat(chart.series.map(one => series(one, !chart.legend && chart.series.length > 2)))
    };
    return new uPlot(options, [chart.x].concat(chart.series.map(one => one.y)), place);
  }

  function drawAll() {
    drawn.splice(0).forEach(plot => plot.destroy());
    charts.forEach(chart => drawn.push(draw(chart)));
  }

  function fit() {
    drawn.forEach((plot, i) => {
      const width = document.getElementById(charts[i].id).clientWidth;
      if (width > 0 && width !== plot.width) {
        plot.setSize({width: width, height: height(width)});
      }
    });
  }

  drawAll();
  window.addEventListener("resize", fit);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  matchMedia("print").addEventListener("change", drawAll);
})();
