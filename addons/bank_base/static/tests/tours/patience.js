import { TourAutomatic } from "@web_tour/js/tour_automatic/tour_automatic";

/** How long a step waits, ms. Stock's 10 s are short where addons are tried side by side. */
TourAutomatic.prototype.timeout = 60000;
