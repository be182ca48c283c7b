declare const brand: unique symbol;

/** What of somebody's words may leave this machine: words of a list, and ⟨…⟩ for all else. Nothing but a {@link Leave} makes one. */
export type Leaving = string & { readonly [brand]: true };

/** What may leave of a text; nothing where too little is left of it to be understood. */
export type Leave = (text: string) => Leaving | undefined;
