import {Component} from "@odoo/owl";

/** Says why no contact is shown: nothing is worse than an empty list without a word. */
export class MyDayEmpty extends Component {
    static template = "branch_relationship.MyDayEmpty";
    static props = {strip: Object};
}
