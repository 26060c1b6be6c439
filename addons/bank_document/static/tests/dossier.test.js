import { expect, test } from "@odoo/hoot";
import { click, queryAllTexts, queryOne, waitFor } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

const PAPER = {
    id: 7,
    name: "Passport",
    state: "received",
    state_label: "To Verify",
    file_name: "scan.pdf",
    version_id: 3,
    has_pdf: false,
    version_count: 2,
    date_expiry: "",
    is_expiring: false,
    is_over: false,
    reason: "",
    can_verify: true,
    can_refuse: true,
    verify_blocker: "",
};
const SLOT = {
    hint: "",
    gates: "",
    is_mandatory: true,
    is_closed: false,
    can_upload: true,
};

class Letter extends models.Model {
    name = fields.Char();
    dossier = fields.Json();
    _records = [
        {
            id: 1,
            name: "Letter",
            dossier: {
                can_upload: true,
                slots: [
                    {
                        ...SLOT,
                        id: 1,
                        name: "Passport",
                        lack: "Passport: waits",
                        papers: [PAPER],
                    },
                    {
                        ...SLOT,
                        id: 2,
                        name: "Charter",
                        lack: "Charter: not there",
                        papers: [],
                    },
                    {
                        ...SLOT,
                        id: 3,
                        name: "Secret",
                        lack: "",
                        is_closed: true,
                        papers: [],
                    },
                ],
                others: [],
            },
        },
    ];
}

defineMailModels();
defineModels([Letter]);

async function mountDossier() {
    await mountView({
        type: "form",
        resModel: "letter",
        resId: 1,
        arch: `<form><field name="dossier" widget="bank_dossier" nolabel="1"/></form>`,
    });
}

test("a dossier says what is there and what is missing", async () => {
    await mountDossier();
    expect(".o_bank_dossier_slot").toHaveCount(3);
    expect(".o_bank_dossier_summary").toHaveText("1 of 3 required papers are good");
    expect(queryAllTexts(".o_bank_dossier_lack")).toEqual(["Charter: not there"]);
    expect(".o_bank_paper_file").toHaveAttribute(
        "href",
        "/web/content/bank.document.version/3/content"
    );
    expect(".o_bank_paper_open").toHaveText("Versions: 2");
});

test("what is closed to a role takes no file", async () => {
    await mountDossier();
    expect(".o_bank_dossier_upload").toHaveCount(2);
    expect("[data-slot='3'] .o_bank_dossier_upload").toHaveCount(0);
});

test("one click verifies", async () => {
    onRpc("bank.document", "action_verify", ({ args }) => {
        expect.step(args[0]);
        return true;
    });
    await mountDossier();
    await click(".o_bank_paper_verify");
    await animationFrame();
    expect.verifySteps([[7]]);
});

async function choose(name, size) {
    const file = new File(["%PDF-"], name);
    Object.defineProperty(file, "size", { value: size });
    const input = queryOne("[data-slot='2'] input[type=file]");
    Object.defineProperty(input, "files", { value: [file], configurable: true });
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

test("a scan of 500 MB is told of before it is read", async () => {
    onRpc("letter", "upload_paper", ({ kwargs }) => {
        expect.step(kwargs.file_name);
        return true;
    });
    await mountDossier();
    await choose("huge.pdf", 500 * 1024 * 1024);
    await waitFor(".o_notification");
    expect(".o_notification").toHaveText(/“huge.pdf” is larger than 96 MB/);
    expect.verifySteps([]);
    await choose("scan.pdf", 90 * 1024 * 1024);
    await expect.waitForSteps(["scan.pdf"]);
});
