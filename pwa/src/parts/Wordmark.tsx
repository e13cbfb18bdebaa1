/** The mark: a loupe's lens with a stone under it, and the name. */

export function Wordmark({ size = 30 }: { size?: number }) {
  return (
    <span class="wordmark">
      <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
        <circle cx="28" cy="28" r="21" fill="none" stroke="currentColor" stroke-width="4" />
        <path d="M44 44 58 58" stroke="currentColor" stroke-width="6.5" stroke-linecap="round" />
        <path
          class="wordmark-stone"
          d="M20 21h16l6 7-14 15-14-15z M14 28h28 M20 21l8 22 8-22"
          fill="none"
          stroke-width="2.4"
          stroke-linejoin="round"
        />
      </svg>
      {/* words-test: the product's name is the same in every language */}
      <span translate={false}>Loupe</span>
    </span>
  );
}
