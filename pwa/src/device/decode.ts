export * from "./decode_grey";
export * from "./decode_patches";
export * from "./decode_treat";
