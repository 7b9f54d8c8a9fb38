// The map: routes along streets in the technicians' colours, numbered stops, homes, the backlog.

import { colour } from "./day.js";

const L = globalThis.L;
const DEEPEST = 18;
const CROWD = 70; // more markers than this are dots until the reader comes near
const NEAR = 13.5;

export function drawMap(frame, day, choice) {
  const map = L.map(frame, { zoomControl: false, maxZoom: DEEPEST, zoomSnap: 0.5 });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: frame.dataset.zoomIn, zoomOutTitle: frame.dataset.zoomOut }).addTo(map);
  const { tiles, attribution } = frame.dataset;
  const credit = document.createElement("span");
  credit.textContent = attribution;
  L.tileLayer(tiles, { maxZoom: DEEPEST, attribution: credit.innerHTML }).addTo(map);

  const layers = new Map(day.technicians.map((each) => [each.code, drawRoute(map, each, frame)]));
  const undone = day.backlog.map((entry) => undoneMarker(map, entry, frame));
  const everything = L.featureGroup([...layers.values(), ...undone]);
  const around = (bounds) => map.fitBounds(bounds, { padding: [30, 30], maxZoom: 15 });
  const core = heart(day);
  if (core.length) around(core);
  else map.setView(day.base.at, 12);
  const whole = document.getElementById("whole-area");
  whole.addEventListener("click", () => around(everything.getBounds()));

  const count = day.entries.size;
  const crowd = () => {
    const dots = choice.alone === null && count > CROWD && map.getZoom() < NEAR;
    frame.classList.toggle("is-crowded", dots);
  };
  crowd();
  map.on("zoomend", crowd);
  choice.addEventListener("alone", () => {
    for (const [code, layer] of layers) {
      if (choice.alone === null || choice.alone === code) layer.addTo(map);
      else layer.remove();
    }
    for (const marker of undone) toggle(map, marker, choice.alone === null);
    crowd();
    around(choice.alone ? layers.get(choice.alone).getBounds() : core);
  });
  choice.addEventListener("choose", () => follow(map, day.entries.get(choice.chosen)));
  new ResizeObserver(() => map.invalidateSize()).observe(frame);
}

// Where most of the work is: one far-away visit must not shrink the city to a dot. Places farther
// than thrice the distance that holds three quarters of them are left to the "whole area" button.
function heart(day) {
  const places = [...day.entries.values()].map((entry) => entry.visit.at);
  if (!places.length) return [];
  const middle = [0, 1].map((axis) => quantile(places.map((at) => at[axis]), 0.5));
  const centre = L.latLng(middle);
  const far = (at) => centre.distanceTo(at);
  const reach = 3 * quantile(places.map(far), 0.75);
  return places.filter((at) => far(at) <= reach);
}

function quantile(values, share) {
  return values.sort((one, other) => one - other)[Math.floor(share * (values.length - 1))];
}

function toggle(map, layer, shown) {
  if (shown) layer.addTo(map);
  else layer.remove();
}

function follow(map, entry) {
  if (!entry) return;
  map.panInside(entry.visit.at, { padding: [60, 60] });
}

function drawRoute(map, technician, frame) {
  const name = colour(technician);
  const line = (points, className, weight) =>
    L.polyline(points, { className, weight, interactive: false, smoothFactor: 0.6 });
  const ways = technician.stops.filter((stop) => stop.way?.length).map((stop) => stop.way);
  if (technician.wayHome.length) ways.push(technician.wayHome);
  const parts = [
    ...ways.map((way) => line(way, "way-casing", 6)),
    ...ways.map((way) => line(way, `way ${name}`, 3.2)),
    homeMarker(technician, frame),
    ...technician.stops.filter((stop) => stop.visit).map((stop) => stopMarker(stop, name)),
  ];
  return L.featureGroup(parts).addTo(map);
}

function marker(at, className, text, label, options) {
  const mark = document.createElement("div");
  mark.className = `mark ${className}`;
  const letter = document.createElement("span");
  letter.textContent = text;
  mark.append(letter);
  const icon = L.divIcon({ className: "", html: mark, iconSize: [24, 24] });
  const placed = L.marker(at, { icon, alt: label, ...options });
  const tip = document.createElement("span");
  tip.textContent = label;
  placed.bindTooltip(tip, { direction: "top", offset: [0, -12] });
  return [placed, mark];
}

function stopMarker(stop, name) {
  const said = [stop.visit.customer, stop.time, stop.late].filter(Boolean).join(" · ");
  const className = `${name} ${stop.outlook} ${stop.progress}`;
  // the timeline and the list are the keyboard's way to a visit: 200 tab stops here help nobody
  const [placed, mark] = marker(stop.visit.at, className, stop.number, said, { keyboard: false });
  mark.dataset.visit = stop.visit.key;
  return placed;
}

function homeMarker(technician, frame) {
  const label = frame.dataset.home.replace("{name}", technician.name);
  const [placed] = marker(technician.home, `home ${colour(technician)}`, "⌂", label, {
    keyboard: false,
    zIndexOffset: -500,
  });
  return placed;
}

function undoneMarker(map, entry, frame) {
  const label = `${frame.dataset.undone}: ${entry.visit.customer} · ${entry.reason}`;
  const [placed, mark] = marker(entry.visit.at, "undone", "!", label, { keyboard: false });
  mark.dataset.visit = entry.visit.key;
  return placed.addTo(map);
}
