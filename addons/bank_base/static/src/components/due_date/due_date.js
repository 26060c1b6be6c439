import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import {
    RemainingDaysField,
    remainingDaysField,
} from "@web/views/fields/remaining_days/remaining_days_field";
import { capitalize } from "@web/core/utils/strings";

const NEAR = 14;

/**
 * When something is due: near dates in days ("tomorrow", "in 2 days"), others as a date.
 *
 * The stock widget counts in the largest unit: on the 30th it calls the 2nd of the next
 * month "next month", which tells nobody that he has two days left.
 */
export class DueDateField extends RemainingDaysField {
    get diffString() {
        if (this.diffDays === null) {
            return "";
        }
        if (Math.abs(this.diffDays) > NEAR) {
            return this.formattedValue;
        }
        const { record, name } = this.props;
        return capitalize(record.data[name].toRelativeCalendar({ unit: "days" }));
    }
}

registry.category("fields").add("bank_due_date", {
    ...remainingDaysField,
    component: DueDateField,
    displayName: _t("Due Date in Days"),
});
