import { css } from "lit";

/**
 * Colours and measures. A site sets `--vardlots-…`; what it leaves alone is paper, leaf and berry, each pair of text and
 * ground at WCAG AA in both schemes. The scheme is the page's own: `light-dark()` follows `color-scheme`, inherited.
 */
export const tokens = css`
  :host {
    --_font: var(--vardlots-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
    --_radius: var(--vardlots-radius, 1.1em);
    --_accent: var(--vardlots-accent, #24523f);
    --_on-accent: var(--vardlots-on-accent, #fff);
    --_background: var(--vardlots-background, #faf8f3);
    --_surface: var(--vardlots-surface, #fffefb);
    --_text: var(--vardlots-text, #1f2d27);
    --_muted: var(--vardlots-muted, #55635b);
    --_border: var(--vardlots-border, #e2dccf);
    --_edge: #7d857e;
    --_tint: #e7efe8;
    --_danger: var(--vardlots-danger, #b3152f);
    --_danger-text: var(--vardlots-danger, #a8182f);
    --_danger-tint: #fdeeed;
    --_link: var(--vardlots-accent, #24523f);
    --_shadow: 0 1px 2px #1f2d2714, 0 18px 50px -18px #1f2d2740;
  }
  @supports (color: light-dark(#000, #fff)) {
    :host {
      --_accent: var(--vardlots-accent, light-dark(#24523f, #2f6b54));
      --_background: var(--vardlots-background, light-dark(#faf8f3, #151c19));
      --_surface: var(--vardlots-surface, light-dark(#fffefb, #19211d));
      --_text: var(--vardlots-text, light-dark(#1f2d27, #edf0ea));
      --_muted: var(--vardlots-muted, light-dark(#55635b, #a9b5ad));
      --_border: var(--vardlots-border, light-dark(#e2dccf, #2d3832));
      --_edge: light-dark(#7d857e, #75837b);
      --_tint: light-dark(#e7efe8, #223029);
      --_danger: var(--vardlots-danger, light-dark(#b3152f, #c4203c));
      --_danger-text: var(--vardlots-danger, light-dark(#a8182f, #ff9ba3));
      --_danger-tint: light-dark(#fdeeed, #33171a);
      --_link: var(--vardlots-accent, light-dark(#24523f, #a3d3b7));
      --_shadow: 0 0 0 1px light-dark(transparent, #2d3832), 0 18px 50px -18px light-dark(#1f2d2740, #0008);
    }
  }
  :host([scheme="light"]) {
    color-scheme: light;
  }
  :host([scheme="dark"]) {
    color-scheme: dark;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
    margin: 0;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    letter-spacing: inherit;
    word-spacing: inherit;
    color: inherit;
  }
  button {
    min-height: 2.75em;
    border: 1px solid var(--_edge);
    border-radius: 1.4em;
    padding: 0.4em 1.1em;
    background: transparent;
    cursor: pointer;
  }
  a {
    color: var(--_link);
    text-underline-offset: 0.18em;
  }
  :focus-visible {
    outline: 3px solid var(--_link);
    outline-offset: 2px;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
