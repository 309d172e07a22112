import {defineMailModels, start, startServer} from "@mail/../tests/mail_test_helpers";
import {expect, test} from "@odoo/hoot";
import {getService, mockService, onRpc} from "@web/../tests/web_test_helpers";

const OUTCOME_ACTION = "branch_relationship.relationship_touchpoint_outcome_action";

defineMailModels();

/**
 * Insert an activity as the server describes it; every dialog that is asked for is
 * closed at once with `infos`.
 */
async function insertActivity(data, infos) {
    await startServer();
    mockService("action", {
        doAction(action, options) {
            expect(action).toBe(OUTCOME_ACTION);
            expect.step(options.additionalContext);
            options.onClose(infos);
        },
    });
    for (const method of ["action_feedback", "action_feedback_schedule_next"]) {
        onRpc("mail.activity", method, ({kwargs}) => {
            expect.step([method, kwargs.attachment_ids || []]);
            return false;
        });
    }
    await start();
    return getService("mail.store")["mail.activity"].insert({
        id: 3,
        res_id: 5,
        res_model: "res.partner",
        ...data,
    });
}

test("finishing a contact of the ledger asks for its outcome", async () => {
    const activity = await insertActivity({touchpoint_id: 7});
    activity.feedback = "Well";
    await activity.markAsDone();
    expect.verifySteps([{default_touchpoint_id: 7, default_note: "Well"}]);
});

test("an upload finishes it without asking", async () => {
    const activity = await insertActivity({touchpoint_id: 7});
    await activity.markAsDone([11]);
    expect.verifySteps([["action_feedback", [11]]]);
});

test("the next activity is scheduled after the outcome was recorded", async () => {
    const activity = await insertActivity({touchpoint_id: 7}, {is_recorded: true});
    const action = await activity.markAsDoneAndScheduleNext();
    expect.verifySteps([{default_touchpoint_id: 7, default_note: false}]);
    expect(action.res_model).toBe("mail.activity");
    expect(action.context.default_res_id).toBe(5);
    expect(action.context.default_res_model).toBe("res.partner");
});

test("nothing is scheduled when the dialog was discarded", async () => {
    const activity = await insertActivity({touchpoint_id: 7}, {special: true});
    expect(await activity.markAsDoneAndScheduleNext()).toBe(false);
    expect.verifySteps([{default_touchpoint_id: 7, default_note: false}]);
});

test("any other activity is finished as ever", async () => {
    const activity = await insertActivity({touchpoint_id: false});
    await activity.markAsDone();
    await activity.markAsDoneAndScheduleNext();
    expect.verifySteps([
        ["action_feedback", []],
        ["action_feedback_schedule_next", []],
    ]);
});
