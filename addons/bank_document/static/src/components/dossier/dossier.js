import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { DEFAULT_MAX_FILE_SIZE } from "@web/core/utils/files";
import { useService } from "@web/core/utils/hooks";
import { getDataURLFromFile } from "@web/core/utils/urls";
import { session } from "@web/session";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const COLORS = {
    verified: "text-bg-success",
    received: "text-bg-info",
    refused: "text-bg-danger",
    expired: "text-bg-danger",
    draft: "text-bg-secondary",
};
const MEGABYTE = 1024 * 1024;

/**
 * A dossier as a checklist: which papers a document needs, what is there and in what
 * state; a file is uploaded into its place by one click or by dropping it there.
 * The field is what `bank.dossier.mixin` prepares; every right is the server's.
 */
export class Dossier extends Component {
    static template = "bank_document.Dossier";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
        this.notification = useService("notification");
        this.orm = useService("orm");
        this.state = useState({ target: null, busy: null, query: "" });
    }

    get dossier() {
        const empty = { slots: [], others: [], can_upload: false };
        return this.props.record.data[this.props.name] || empty;
    }

    get filled() {
        return this.required.filter((slot) => !slot.lack).length;
    }

    get required() {
        return this.dossier.slots.filter((slot) => slot.is_mandatory);
    }

    get summary() {
        return _t("%(filled)s of %(count)s required papers are good", {
            filled: this.filled,
            count: this.required.length,
        });
    }

    /** The heading above the row at this place: that of a section that begins here. */
    getHeading(rows, index) {
        const { section } = rows[index];
        return index && rows[index - 1].section === section ? "" : section;
    }

    canUpload(slot) {
        return this.dossier.can_upload && slot.can_upload && !slot.is_closed;
    }

    getColor(paper) {
        return paper.is_expiring ? "text-bg-warning" : COLORS[paper.state];
    }

    getIcon(slot) {
        if (!slot.lack) {
            return "fa-check-circle text-success";
        }
        return slot.is_mandatory
            ? "fa-exclamation-circle text-danger"
            : "fa-circle-o text-muted";
    }

    // Uploading

    onDragOver(slot, event) {
        if (this.canUpload(slot)) {
            event.preventDefault();
            this.state.target = slot.id;
        }
    }

    onDragLeave() {
        this.state.target = null;
    }

    async onDrop(slot, event) {
        event.preventDefault();
        this.state.target = null;
        if (this.canUpload(slot)) {
            await this.upload(slot, event.dataTransfer.files);
        }
    }

    async onFileChosen(slot, event) {
        await this.upload(slot, event.target.files);
        event.target.value = "";
    }

    async upload(slot, files) {
        const { record } = this.props;
        if (this.state.busy || !(await record.save())) {
            return;
        }
        this.state.busy = slot.id;
        try {
            for (const file of files) {
                if (this.isTooLarge(file)) {
                    continue;
                }
                const url = await getDataURLFromFile(file);
                await this.orm.call(record.resModel, "upload_paper", [[record.resId]], {
                    file_name: file.name,
                    content: url.split(",")[1] || "",
                    slot_id: slot.id,
                });
            }
        } finally {
            this.state.busy = null;
            await record.load();
        }
    }

    /** Beyond what a request takes a file is not even read: there it is a third longer. */
    isTooLarge(file) {
        const most = ((session.max_file_upload_size || DEFAULT_MAX_FILE_SIZE) * 3) / 4;
        if (file.size <= most) {
            return false;
        }
        this.notification.add(
            _t(
                "“%(name)s” is larger than %(size)s MB. Scan it with a lower resolution.",
                {
                    name: file.name,
                    size: Math.floor(most / MEGABYTE),
                }
            ),
            { type: "danger" }
        );
        return true;
    }

    // What is done with a paper

    getFileUrl(paper, field) {
        return `/web/content/bank.document.version/${paper.version_id}/${field}`;
    }

    async onVerify(paper) {
        await this.orm.call("bank.document", "action_verify", [[paper.id]]);
        await this.props.record.load();
    }

    onRefuse(paper) {
        return this.doAction("bank_document.bank_document_refuse_action", {
            active_model: "bank.document",
            active_id: paper.id,
            active_ids: [paper.id],
            default_act: "refuse",
        });
    }

    onOpenPaper(paper) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "bank.document",
            res_id: paper.id,
            views: [[false, "form"]],
        });
    }

    // What is done with the dossier

    async onOwnerAction(method, context = {}) {
        const { record } = this.props;
        if (!(await record.save())) {
            return;
        }
        const action = await this.orm.call(record.resModel, method, [[record.resId]]);
        await this.doAction({ ...action, context: { ...action.context, ...context } });
    }

    onSearch(event) {
        if (event.key === "Enter" && this.state.query.trim()) {
            return this.onOwnerAction("action_open_dossier", {
                search_default_text_search: this.state.query.trim(),
            });
        }
    }

    doAction(action, additionalContext = {}) {
        return this.action.doAction(action, {
            additionalContext,
            onClose: () => this.props.record.load(),
        });
    }
}

export const dossier = {
    component: Dossier,
    displayName: _t("Dossier"),
    supportedTypes: ["json"],
    additionalClasses: ["d-block"],
};

registry.category("fields").add("bank_dossier", dossier);
