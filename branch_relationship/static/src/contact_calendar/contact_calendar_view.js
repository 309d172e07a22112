import {calendarView} from "@web/views/calendar/calendar_view";
import {registry} from "@web/core/registry";

/** The calendar of contacts, by a name of its own for the styles of a phone. */
registry.category("views").add("contact_calendar", {...calendarView});
