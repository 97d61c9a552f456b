// <queue-keys>: single keys for the queue of moderators. Every key is for a link, a button or a box that is on the page
// anyway, so nothing is lost without this script. Nothing happens while a field has the focus, and the box in the help
// switches single keys off for this browser (WCAG 2.1.4).
const stored = "candor-queue-keys";
const fields = "input, select, textarea, [contenteditable]";
/** What was chosen on this page, for a browser that keeps nothing. */
let chosenHere = true;
class QueueKeys extends HTMLElement {
    pressed = (event) => this.press(event);
    connectedCallback() {
        const box = this.box();
        if (box) {
            box.checked = areOn();
            box.addEventListener("change", () => remember(box.checked));
            box.closest("[hidden]")?.removeAttribute("hidden");
        }
        document.addEventListener("keydown", this.pressed);
    }
    disconnectedCallback() {
        document.removeEventListener("keydown", this.pressed);
    }
    box() {
        return this.querySelector("input[type=checkbox]");
    }
    help() {
        return this.querySelector("[popover]");
    }
    press(event) {
        const isPlain = !(event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented);
        if (!isPlain || !areOn())
            return;
        const field = document.activeElement?.closest(fields) ?? null;
        // An open help closes by itself, and gives the focus back to where it was.
        if (event.key === "Escape") {
            if (!this.isHelpOpen())
                leave(field);
            return;
        }
        const isHere = field !== null && field === this.box() && event.key === "?";
        if ((field && !isHere) || event.repeat || !this.does(event.key))
            return;
        event.preventDefault();
    }
    isHelpOpen() {
        return this.help()?.matches(":popover-open") ?? false;
    }
    /** Does what a key is for; answers whether it is for something here. */
    does(key) {
        const help = this.help();
        if (key === "?" && help) {
            help.togglePopover();
            return true;
        }
        if (this.isHelpOpen())
            return false;
        if (key === "j" || key === "k")
            return goOn(key === "j");
        if (key === "c")
            return click('main form[action$="/claim"] button');
        if (key === "x")
            return mark();
        return /^[1-9]$/.test(key) && choose(Number(key));
    }
}
/** Leaves a field, so that keys do something again; what is typed stays. */
function leave(field) {
    if (field instanceof HTMLElement)
        field.blur();
}
/** To the neighbour of an item; in the list, the focus to the neighbour of the link that has it. */
function goOn(forward) {
    const items = [...document.querySelectorAll(".rows.queue a.ttl")];
    if (items.length === 0)
        return click(`main a[rel=${forward ? "next" : "prev"}]`);
    const here = items.findIndex((item) => item.matches(":focus"));
    const next = forward ? here + 1 : Math.max(here, 1) - 1;
    items[Math.min(next, items.length - 1)]?.focus();
    return true;
}
/** Marks the item whose link has the focus, to be decided with others, or takes the mark away. */
function mark() {
    const row = document.activeElement?.closest(".rows.queue > li");
    const box = row?.querySelector(".mark input");
    box?.click();
    return Boolean(box);
}
/** Chooses an action by its place in the form. */
function choose(place) {
    const action = document.querySelectorAll('main form input[type=radio][name="action"]')[place - 1];
    if (!action)
        return false;
    action.checked = true;
    action.dispatchEvent(new Event("change", { bubbles: true }));
    action.focus();
    return true;
}
function click(selector) {
    const found = document.querySelector(selector);
    found?.click();
    return found !== null;
}
/** On unless somebody switched them off; a browser that keeps nothing has them on. */
function areOn() {
    try {
        return localStorage.getItem(stored) !== "off";
    }
    catch {
        return chosenHere;
    }
}
function remember(on) {
    chosenHere = on;
    try {
        localStorage.setItem(stored, on ? "on" : "off");
    }
    catch {
        // Then the choice lasts as long as the page.
    }
}
customElements.define("queue-keys", QueueKeys);
export {};
