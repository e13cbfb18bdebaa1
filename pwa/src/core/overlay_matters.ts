/** Slips, receipts, repairs and counts as a person sees them here: the office's rows with this phone's unsent actions laid over them. */
export { overlayCount } from "./overlay_count";
/** Slips, receipts, repairs and fairs as a person sees them here: the office's rows with this phone's unsent actions laid over them. */
export { type FairWorld, overlayFair } from "./overlay_fair";
export { overlayReceipt } from "./overlay_receipt";
export { overlayRepair } from "./overlay_repair";
export { overlaySlip, type SlipWorld } from "./overlay_slip";
