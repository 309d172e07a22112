import {useService} from "@web/core/utils/hooks";

import {Component} from "@odoo/owl";

const {DateTime} = luxon;

/** Greetings to many at once: one line per occasion, opened to copy and to send. */
export class MyDayBatches extends Component {
    static template = "branch_relationship.MyDayBatches";
    static props = {strip: Object};

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
    }

    isLate({date}) {
        return date < this.props.strip.date;
    }

    day({date}) {
        return DateTime.fromISO(date).toLocaleString({month: "short", day: "numeric"});
    }

    async open({ids}) {
        const action = await this.orm.call(
            "relationship.touchpoint.batch",
            "action_open",
            [ids],
        );
        return this.action.doAction(action);
    }
}
