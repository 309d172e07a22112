import {Activity} from "@mail/core/common/activity_model";
import {_t} from "@web/core/l10n/translation";
import {patch} from "@web/core/utils/patch";

const OUTCOME_ACTION = "branch_relationship.relationship_touchpoint_outcome_action";

/**
 * Finishing an activity that carries out a contact of the ledger asks for the outcome.
 * An upload finishes it without asking.
 */
patch(Activity.prototype, {
    async markAsDone(attachmentIds = []) {
        if (!this.touchpoint_id || attachmentIds.length) {
            return super.markAsDone(...arguments);
        }
        await this._askOutcome();
    },

    async markAsDoneAndScheduleNext() {
        if (!this.touchpoint_id) {
            return super.markAsDoneAndScheduleNext(...arguments);
        }
        const isRecorded = await this._askOutcome();
        return isRecorded && this._getScheduleNextAction();
    },

    /**
     * @returns {Promise<boolean>} whether an outcome was recorded
     */
    async _askOutcome() {
        const infos = await new Promise((resolve) =>
            this.store.env.services.action.doAction(OUTCOME_ACTION, {
                additionalContext: {
                    default_touchpoint_id: this.touchpoint_id,
                    default_note: this.feedback || false,
                },
                onClose: resolve,
            }),
        );
        this.store.activityBroadcastChannel?.postMessage({
            type: "RELOAD_CHATTER",
            payload: {id: this.res_id, model: this.res_model},
        });
        return Boolean(infos?.is_recorded);
    },

    _getScheduleNextAction() {
        return {
            name: _t("Schedule an Activity"),
            type: "ir.actions.act_window",
            res_model: "mail.activity",
            views: [[false, "form"]],
            target: "new",
            context: {
                default_previous_activity_type_id: this.activity_type_id?.id,
                activity_previous_deadline: this.date_deadline?.toISODate(),
                default_res_id: this.res_id,
                default_res_model: this.res_model,
            },
        };
    },
});
