/**
 * Reports as a page for a browser: one HTML file, and a style sheet beside it. No script, no style
 * in the page, nothing from elsewhere, so that it reads the same under Jenkins' content policy. The
 * pictures are SVG inside the page: they take their colours from the style sheet, dark ones too,
 * and their widths from the window.
 */
package io.zonegate.report.html;
