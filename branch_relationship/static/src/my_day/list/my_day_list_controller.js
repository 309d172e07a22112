import {ListController} from "@web/views/list/list_controller";

export class MyDayListController extends ListController {
    static template = "branch_relationship.MyDayListView";
}
