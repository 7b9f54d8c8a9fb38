// What the reader points at, has opened, and looks at alone; every drawing listens to it.
//
// Events: "hover" and "choose" when the visit changes, "alone" when one technician is picked out.
// `detail` holds the value before the change.

export class Choice extends EventTarget {
  #day;
  hovered = null;
  chosen = null;
  alone = null;

  constructor(day) {
    super();
    this.#day = day;
  }

  hover(key) {
    this.#set("hovered", key, "hover");
  }

  choose(key) {
    if (key !== null && !this.#day.entries.has(key)) return;
    const owner = key === null ? null : this.#day.entries.get(key).technician;
    if (this.alone && owner && owner.code !== this.alone) this.isolate(null);
    this.#set("chosen", key, "choose");
    history.replaceState(null, "", key ? `#${encodeURIComponent(key)}` : location.pathname);
  }

  // Shows one technician alone; the same one again, or null, shows all.
  isolate(code) {
    this.#set("alone", code === this.alone ? null : code, "alone");
  }

  restore(key) {
    if (key) this.choose(key);
  }

  #set(field, value, name) {
    const before = this[field];
    if (before === value) return;
    this[field] = value;
    this.dispatchEvent(new CustomEvent(name, { detail: before }));
  }
}
