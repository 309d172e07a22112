import {registry} from "@web/core/registry";
import {KanbanRenderer} from "@web/views/kanban/kanban_renderer";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {MyDayBatches} from "../batches/my_day_batches";
import {MyDayEmpty} from "../empty/my_day_empty";
import {MyDayModel} from "../my_day_model";
import {MyDayStrip} from "../strip/my_day_strip";

export class MyDayKanbanRenderer extends KanbanRenderer {
    static template = "branch_relationship.MyDayKanbanRenderer";
    static components = {
        ...KanbanRenderer.components,
        MyDayBatches,
        MyDayEmpty,
        MyDayStrip,
    };

    /** Only from one person to another; who may do so is checked where it is done. */
    get canMoveRecords() {
        return super.canMoveRecords && this.props.list.groupByField.name === "user_id";
    }

    /** What comes of it changes the figures, and a card that was refused goes back. */
    async sortRecordDrop() {
        try {
            await super.sortRecordDrop(...arguments);
        } finally {
            await this.props.list.model.load();
        }
    }

    get strip() {
        return this.props.list.model.strip;
    }

    get emptyReason() {
        return this.props.list.model.emptyReason;
    }
}

registry.category("views").add("relationship_my_day_kanban", {
    ...kanbanView,
    Model: MyDayModel,
    Renderer: MyDayKanbanRenderer,
});
