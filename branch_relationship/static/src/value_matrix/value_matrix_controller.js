import {_t} from "@web/core/l10n/translation";
import {KeepLast} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";
import {Domain} from "@web/core/domain";
import {useSetupAction} from "@web/search/action_hook";
import {CogMenu} from "@web/search/cog_menu/cog_menu";
import {Layout} from "@web/search/layout";
import {SearchBar} from "@web/search/search_bar/search_bar";
import {useSearchBarToggler} from "@web/search/search_bar/search_bar_toggler";
import {standardViewProps} from "@web/views/standard_view_props";
import {formatCompact, formatPercent} from "../relationship_format";

import {Component, onWillStart, onWillUpdateProps, useRef, useState} from "@odoo/owl";

const MOVES = {
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
};

/**
 * The value matrix as a heat map: rows are the asset levels, columns the potential
 * levels, a deeper colour is a larger share of the assets. A cell opens its customers.
 */
export class ValueMatrixController extends Component {
    static template = "branch_relationship.ValueMatrix";
    static components = {CogMenu, Layout, SearchBar};
    static props = {...standardViewProps};

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.root = useRef("root");
        this.searchBarToggler = useSearchBarToggler();
        this.state = useState({matrix: null});
        this.format = formatCompact;
        this.percent = formatPercent;
        useSetupAction({rootRef: this.root});
        onWillStart(() => this.load(this.props.domain));
        onWillUpdateProps((props) => this.load(props.domain));
    }

    async load(domain) {
        this.state.matrix = await this.keepLast.add(
            this.orm.call(this.props.resModel, "get_value_matrix", [domain]),
        );
    }

    get matrix() {
        return this.state.matrix;
    }

    get summary() {
        return _t("%(assets)s of assets; a deeper colour is a larger share", {
            assets: formatCompact(this.matrix.amount),
        });
    }

    /** One row per asset level, one cell (or none) per potential level. */
    get rows() {
        const {asset_levels, potential_levels, cells} = this.matrix;
        return asset_levels.map((assets) => ({
            ...assets,
            cells: potential_levels.map((potential) => ({
                potential_id: potential.id,
                cell: cells.find(
                    (cell) =>
                        cell.asset_level_id === assets.id &&
                        cell.potential_level_id === potential.id,
                ),
            })),
        }));
    }

    get columns() {
        return this.matrix.potential_levels;
    }

    limits(level) {
        if (!level.min_value && level.below) {
            return _t("below %s", formatCompact(level.below));
        }
        return _t("from %s", formatCompact(level.min_value));
    }

    interval(cell) {
        return _t("every %s days", cell.contact_interval);
    }

    amount(cell) {
        return _t("Assets %(amount)s · %(share)s", {
            amount: formatCompact(cell.amount),
            share: formatPercent(cell.share),
        });
    }

    /** Depth of the cell's colour in percent: its share beside the largest share. */
    depth(cell) {
        const largest = Math.max(...this.matrix.cells.map(({share}) => share));
        return largest > 0 ? Math.round(12 + (88 * cell.share) / largest) : 12;
    }

    cellClass(cell) {
        return this.depth(cell) > 50 ? "o_value_matrix_deep" : "";
    }

    get unclassifiedText() {
        return _t("%s customers without a class yet", this.matrix.unclassified_count);
    }

    // Workload

    get workload() {
        const {workload} = this.matrix;
        const full = Math.max(
            ...workload.map(({contacts, capacity}) => Math.max(contacts, capacity)),
            1,
        );
        return [...workload]
            .sort((first, second) => second.contacts - first.contacts)
            .map((line) => ({
                ...line,
                width: (100 * line.contacts) / full,
                limit: (100 * line.capacity) / full,
                level: this.loadLevel(line),
                countText: _t("%s customers", line.count),
                contactsText: _t("%s a day", line.contacts.toFixed(1)),
                limitText: _t("Capacity %s", line.capacity),
            }));
    }

    loadLevel({contacts, capacity}) {
        if (contacts > capacity) {
            return "over";
        }
        return contacts > 0.95 * capacity ? "near" : "free";
    }

    // Opening customers

    openCell(cell) {
        this.openCustomers(cell.name, [["segment_id", "=", cell.segment_id]]);
    }

    openUnclassified() {
        this.openCustomers(_t("Without a Class"), [["segment_id", "=", false]]);
    }

    openUser(line) {
        this.openCustomers(line.name, [["user_id", "=", line.user_id]]);
    }

    openCustomers(name, domain) {
        const {views = []} = this.env.config;
        const viewId = (type) => views.find((view) => view[1] === type)?.[0] || false;
        return this.action.doAction({
            type: "ir.actions.act_window",
            name,
            res_model: this.props.resModel,
            views: ["list", "kanban", "form"].map((type) => [viewId(type), type]),
            search_view_id: [this.env.searchModel.searchViewId || false, "search"],
            domain: Domain.and([this.props.domain, domain]).toList(),
            context: this.props.context,
        });
    }

    openSimulation() {
        return this.action.doAction(
            "branch_relationship.relationship_simulation_action",
        );
    }

    /** The arrow keys go from cell to cell. */
    onCellKeydown(ev) {
        const move = MOVES[ev.key];
        if (!move) {
            return;
        }
        const row = Number(ev.currentTarget.dataset.row) + move[0];
        const column = Number(ev.currentTarget.dataset.column) + move[1];
        const next = this.root.el.querySelector(
            `[data-row="${row}"][data-column="${column}"]`,
        );
        if (next) {
            ev.preventDefault();
            next.focus();
        }
    }
}
