/** The numbers that hold wherever the clinic is. */

import type { Language, Link } from "./protocol";

/** Whom to call when nothing answers: the numbers are the same all over Sweden. */
export const HELPLINES: Readonly<Record<Language, readonly Link[]>> = {
  sv: [
    { title: "Ring 112", url: "tel:112" },
    { title: "Ring 1177", url: "tel:1177" },
  ],
  en: [
    { title: "Call 112", url: "tel:112" },
    { title: "Call 1177", url: "tel:1177" },
  ],
};
