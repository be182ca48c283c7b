/** How a picture lies in its frame; the page's policy knows this very text by its hash. */
export const FRAME_STYLE =
  "html,body{height:100%;margin:0}img{display:block;width:100%;height:100%;object-fit:contain}";
