import {onMounted, useRef} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {radioField, RadioField} from "@web/views/fields/radio/radio_field";

/**
 * Radio buttons for the keyboard: a hotkey for each choice, the field may take the
 * focus when the dialog opens with all filled in, and Enter presses the dialog's first
 * button.
 */
export class OutcomeRadioField extends RadioField {
    static template = "branch_relationship.OutcomeRadioField";
    static props = {
        ...RadioField.props,
        hotkeyPrefix: {type: String, optional: true},
        isFocused: {type: Boolean, optional: true},
    };

    setup() {
        super.setup();
        this.root = useRef("root");
        onMounted(() => {
            if (this.props.isFocused) {
                (this.getMissing() || this.getChecked())?.focus();
            }
        });
    }

    /** The first field of the form that must be filled in and is not yet. */
    getMissing() {
        const form = this.root.el.closest(".o_form_view");
        const fields = form?.querySelectorAll(".o_required_modifier input[type=text]");
        return [...(fields || [])].find((input) => !input.value);
    }

    getChecked() {
        return this.root.el.querySelector("input:checked");
    }

    getHotkey(index) {
        const {hotkeyPrefix} = this.props;
        return hotkeyPrefix === undefined ? undefined : `${hotkeyPrefix}${index + 1}`;
    }

    onKeydown(ev) {
        if (ev.key !== "Enter" || ev.ctrlKey || ev.metaKey) {
            return;
        }
        ev.preventDefault();
        const dialog = this.root.el.closest(".modal-content");
        dialog?.querySelector(".modal-footer .btn-primary")?.click();
    }
}

export const outcomeRadioField = {
    ...radioField,
    component: OutcomeRadioField,
    additionalClasses: ["o_field_radio"],
    displayName: _t("Radio with Hotkeys"),
    extractProps: ({options, string}, dynamicInfo) => ({
        ...radioField.extractProps({options, string}, dynamicInfo),
        orientation: "horizontal",
        hotkeyPrefix: options.hotkey_prefix,
        isFocused: Boolean(options.focus),
    }),
};

registry.category("fields").add("relationship_outcome_radio", outcomeRadioField);
