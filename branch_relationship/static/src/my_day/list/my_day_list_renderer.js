import {getActiveHotkey} from "@web/core/hotkeys/hotkey_service";
import {useHotkey} from "@web/core/hotkeys/hotkey_hook";
import {ListRenderer} from "@web/views/list/list_renderer";
import {MyDayBatches} from "../batches/my_day_batches";
import {MyDayEmpty} from "../empty/my_day_empty";
import {MyDayPanel} from "../panel/my_day_panel";
import {MyDayStrip} from "../strip/my_day_strip";

import {onWillRender, useEffect, useRef} from "@odoo/owl";

/** Keys of the row's buttons. */
const KEYS = {
    1: ["action_record_outcome", "action_claim"],
    2: ["action_not_reached"],
    3: ["action_postpone"],
    4: ["action_skip"],
    5: ["action_reached"],
};

/**
 * The list of contacts with one row chosen: its facts stand beside it, the keys act on
 * it, and when it leaves the next one takes its place.
 */
export class MyDayListRenderer extends ListRenderer {
    static template = "branch_relationship.MyDayListRenderer";
    static components = {
        ...ListRenderer.components,
        MyDayBatches,
        MyDayEmpty,
        MyDayPanel,
        MyDayStrip,
    };

    setup() {
        super.setup();
        this.layoutRef = useRef("layout");
        this.chosenId = null;
        this.chosenIndex = 0;
        onWillRender(() => this.keepChoice());
        useEffect(
            () => this.showChosenRow(),
            () => [this.chosenId],
        );
        useHotkey("arrowdown", () => this.move(1), {allowRepeat: true});
        useHotkey("arrowup", () => this.move(-1), {allowRepeat: true});
        useHotkey("enter", () => this.openChosen(), {
            isAvailable: (target) => !target.closest("button, a, input"),
        });
        useHotkey("c", () => this.click(".o_my_day_copy"));
        useHotkey("o", () => this.click(".o_my_day_open"));
        for (const [key, names] of Object.entries(KEYS)) {
            const buttons = names.map((name) => `.o_my_day_chosen [name=${name}]`);
            useHotkey(key, () => this.click(buttons.join()));
        }
    }

    get hasSelectors() {
        return false;
    }

    get strip() {
        return this.props.list.model.strip;
    }

    get emptyReason() {
        return this.props.list.model.emptyReason;
    }

    get showNoContentHelper() {
        return !this.props.list.model.hasData();
    }

    get chosen() {
        return this.props.list.records[this.chosenIndex];
    }

    /** Stay on the same contact; when it has left, take the one in its place. */
    keepChoice() {
        const records = this.props.list.records;
        const index = records.findIndex(({resId}) => resId === this.chosenId);
        this.chosenIndex =
            index >= 0
                ? index
                : Math.min(this.chosenIndex, Math.max(records.length - 1, 0));
        this.chosenId = this.chosen?.resId;
    }

    choose(record) {
        this.chosenId = record.resId;
        this.render();
    }

    move(step) {
        const record = this.props.list.records[this.chosenIndex + step];
        if (record) {
            this.choose(record);
        }
    }

    openChosen() {
        if (this.chosen) {
            this.props.openRecord(this.chosen);
        }
    }

    showChosenRow() {
        const row = this.layoutRef.el?.querySelector(".o_my_day_chosen");
        row?.scrollIntoView({block: "nearest"});
    }

    click(selector) {
        this.layoutRef.el.querySelector(selector)?.click();
    }

    getRowClass(record) {
        const chosen = record.resId === this.chosenId ? " o_my_day_chosen" : "";
        return super.getRowClass(record) + chosen;
    }

    /** A click chooses the row, a second one opens it. */
    async onCellClicked(record, column, ev, newWindow) {
        if (record.resId === this.chosenId || newWindow) {
            return super.onCellClicked(...arguments);
        }
        this.choose(record);
    }

    onCellKeydown(ev) {
        if (["arrowdown", "arrowup", "enter"].includes(getActiveHotkey(ev))) {
            return;
        }
        super.onCellKeydown(...arguments);
    }
}
