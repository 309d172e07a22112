import {useService} from "@web/core/utils/hooks";

import {Component} from "@odoo/owl";

const {DateTime} = luxon;

/** The rank of a grouping above all others. */
const FIRST = 1;

/** Where the day stands: done, left, overdue, held back, and the pool to claim from. */
export class MyDayStrip extends Component {
    static template = "branch_relationship.MyDayStrip";
    static props = {strip: Object};

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
    }

    get date() {
        return DateTime.fromISO(this.props.strip.date).toLocaleString({
            month: "long",
            day: "numeric",
            weekday: "long",
        });
    }

    get total() {
        return this.props.strip.done + this.props.strip.left;
    }

    get percent() {
        return this.total ? Math.round((100 * this.props.strip.done) / this.total) : 0;
    }

    openDone() {
        return this.open("done_today");
    }

    openHeld() {
        return this.open("held");
    }

    async openNotOpened() {
        const action = await this.orm.call("relationship.day", "action_not_opened", []);
        return this.action.doAction(action);
    }

    openPool() {
        return this.open("pool");
    }

    /** Open the contacts behind a figure, of the same people as it counts: the
        branch's by relationship manager. */
    open(name) {
        const {scope} = this.props.strip;
        const isPool = name === "pool";
        const filter = name === "done_today" ? "filter_done_by_me" : "filter_mine";
        return this.action.doAction(
            `branch_relationship.relationship_touchpoint_action_${name}`,
            {
                additionalContext: {
                    my_day_scope: scope,
                    [`search_default_${filter}`]: scope === "mine" && !isPool,
                    search_default_group_by_user_id:
                        scope === "branch" && !isPool ? FIRST : false,
                },
            },
        );
    }
}
