import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";

class Deal extends models.Model {
    gate_blockers = fields.Json();
    gate_hint = fields.Text();
    next_stage_name = fields.Char();

    _records = [
        {
            id: 1,
            gate_hint: "Agree the terms",
            next_stage_name: "Offer",
            gate_blockers: [
                { check_id: 7, reason: "No amount", remedy: "Ask the client." },
                { check_id: 8, reason: "No term", remedy: "" },
            ],
        },
        { id: 2, next_stage_name: "Offer", gate_blockers: [] },
    ];
}

defineMailModels();
defineModels([Deal]);

const arch = `<form><field name="gate_blockers" widget="bank_gate_panel"/></form>`;

test("says what blocks and what to do", async () => {
    await mountView({ type: "form", resModel: "deal", resId: 1, arch });
    expect(".o_bank_gate_hint").toHaveText("Agree the terms");
    expect(".o_bank_gate_panel").toHaveClass("alert-warning");
    expect(queryAllTexts(".o_bank_gate_reason")).toEqual(["No amount", "No term"]);
    expect(".o_bank_gate_remedy").toHaveText("— Ask the client.");
});

test("says that the way is open", async () => {
    await mountView({ type: "form", resModel: "deal", resId: 2, arch });
    expect(".o_bank_gate_panel").toHaveClass("alert-success");
    expect(".o_bank_gate_title").toHaveText("The way to the stage “Offer” is open");
});
