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
