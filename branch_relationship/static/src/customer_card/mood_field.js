import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { formatDay } from "../relationship_format";

import { Component } from "@odoo/owl";

const MOODS = ["pleased", "calm", "reserved", "worried", "upset"];
const COLORS = ["#3d9461", "#3d9461", "#b3bac3", "#d9961a", "#cf4a45"];

/** The last six contacts and how the customer felt. */
export class MoodField extends Component {
    static template = "branch_relationship.MoodField";
    static props = { ...standardFieldProps };

    setup() {
        this.day = formatDay;
    }

    get contacts() {
        const { contacts = [] } = this.props.record.data[this.props.name] || {};
        const step = contacts.length > 1 ? 190 / (contacts.length - 1) : 0;
        return contacts.map((contact, index) => {
            const mood = MOODS.indexOf(contact.mood);
            return {
                ...contact,
                x: contacts.length > 1 ? 15 + index * step : 110,
                y: mood < 0 ? 92 : 10 + mood * 18,
                color: COLORS[mood] || "#ffffff",
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
