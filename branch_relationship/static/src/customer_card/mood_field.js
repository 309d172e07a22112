import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {formatDay} from "../relationship_format";

import {Component} from "@odoo/owl";

/** From the best mood to the worst. */
const COLORS = ["#3d9461", "#3d9461", "#b3bac3", "#d9961a", "#cf4a45"];

/** The last six contacts and how the customer felt. */
export class MoodField extends Component {
    static template = "branch_relationship.MoodField";
    static props = {...standardFieldProps};

    setup() {
        this.day = formatDay;
    }

    get value() {
        return this.props.record.data[this.props.name] || {contacts: [], moods: []};
    }

    get levels() {
        return this.value.moods.map(([key, label], index) => ({
            key,
            label,
            y: 10 + index * 18,
        }));
    }

    get contacts() {
        const {contacts} = this.value;
        const step = contacts.length > 1 ? 200 / (contacts.length - 1) : 0;
        return contacts.map((contact, index) => {
            const level = this.levels.findIndex(({key}) => key === contact.mood);
            return {
                ...contact,
                x: 52 + index * step,
                y: this.levels[level]?.y || 96,
                color: COLORS[level] || "#ffffff",
                hint: [contact.mood_label, contact.channel_label, contact.note]
                    .filter(Boolean)
                    .join(" · "),
            };
        });
    }

    get line() {
        return this.contacts
            .filter((contact) => contact.mood)
            .map((contact) => `${contact.x},${contact.y}`)
            .join(" ");
    }

    get last() {
        return this.contacts.at(-1);
    }
}

registry.category("fields").add("relationship_mood", {
    component: MoodField,
    supportedTypes: ["json"],
});
