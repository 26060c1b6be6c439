import { expect, test } from "@odoo/hoot";
import { mockDate } from "@odoo/hoot-mock";
import { queryAllTexts } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";

class Duty extends models.Model {
    date_due = fields.Date();

    _records = [
        { id: 1, date_due: "2026-11-28" },
        { id: 2, date_due: "2026-11-29" },
        { id: 3, date_due: "2026-12-02" },
        { id: 4, date_due: "2027-02-15" },
    ];
}

defineMailModels();
defineModels([Duty]);

test("near dates are told in days over the end of the month", async () => {
    mockDate("2026-11-29 12:00:00");
    await mountView({
        type: "list",
        resModel: "duty",
        arch: `<list><field name="date_due" widget="bank_due_date"/></list>`,
    });
    const texts = queryAllTexts(".o_data_cell");
    expect(texts.slice(0, 3)).toEqual(["Yesterday", "Today", "In 3 days"]);
    expect(texts[3]).toMatch(/Feb|02\/15/);
});
