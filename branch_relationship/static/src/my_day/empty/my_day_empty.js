import {Component} from "@odoo/owl";

/** Says why no contact is left: nothing is worse than an empty list without a word. */
export class MyDayEmpty extends Component {
    static template = "branch_relationship.MyDayEmpty";
    static props = {reason: String};
}
