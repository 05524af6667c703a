import InboxPage, { generateMetadata } from "../page";

export { generateMetadata };

export default InboxPage;
