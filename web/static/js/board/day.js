// The day as loaded, with an index of its visits.

// Adds to the day: `entries`, by visit key {visit, stop?, technician?, undone?}, and `rows`, the
// keys of each technician's visits in order.
export function indexDay(day) {
  day.entries = new Map();
  day.rows = [];
  for (const technician of day.technicians) {
    const row = [];
    for (const stop of technician.stops) {
      if (!stop.visit) continue;
      day.entries.set(stop.visit.key, { visit: stop.visit, stop, technician });
      row.push(stop.visit.key);
    }
    day.rows.push(row);
  }
  for (const undone of day.backlog) {
    day.entries.set(undone.visit.key, { visit: undone.visit, undone });
  }
  return day;
}

// The class that carries a technician's colours; css/palette.css holds thirty.
export function colour(technician) {
  return `t${technician.rank % 30}`;
}
