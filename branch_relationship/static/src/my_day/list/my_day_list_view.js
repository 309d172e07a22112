import {registry} from "@web/core/registry";
import {listView} from "@web/views/list/list_view";
import {MyDayModel} from "../my_day_model";
import {MyDayListController} from "./my_day_list_controller";
import {MyDayListRenderer} from "./my_day_list_renderer";

export const myDayListView = {
    ...listView,
    Controller: MyDayListController,
    Model: MyDayModel,
    Renderer: MyDayListRenderer,
};

registry.category("views").add("relationship_my_day_list", myDayListView);
