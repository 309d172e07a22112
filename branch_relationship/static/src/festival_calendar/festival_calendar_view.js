import {CalendarModel} from "@web/views/calendar/calendar_model";
import {calendarView} from "@web/views/calendar/calendar_view";
import {registry} from "@web/core/registry";
import {serializeDate} from "@web/core/l10n/dates";

/** Festivals come every year: the server is told from which day on they are looked for. */
class FestivalCalendarModel extends CalendarModel {
    fetchRecords(data) {
        this.meta.context = {
            ...this.meta.context,
            relationship_festival_since: serializeDate(data.range.start),
        };
        return super.fetchRecords(data);
    }
}

registry.category("views").add("festival_calendar", {
    ...calendarView,
    Model: FestivalCalendarModel,
});
