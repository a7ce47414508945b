/** The tokens' proof in the terms of the verdict, so that every report can show it. */
package io.zonegate.tokens;
